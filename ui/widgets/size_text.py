"""Numbers of bytes as people read them."""

_STEP = 1024.0
_UNITS = ("B", "KB", "MB", "GB", "TB")


def size_text(number: float) -> str:
    """Return a number of bytes with the unit that suits it; one decimal from kilobytes on."""
    value = max(0.0, float(number))
    for unit in _UNITS[:-1]:
        if value < _STEP:
            return f"{value:.0f} {unit}" if unit == _UNITS[0] else f"{value:.1f} {unit}"
        value /= _STEP
    return f"{value:.1f} {_UNITS[-1]}"
