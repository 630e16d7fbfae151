"""The number of a resident identity card (GB 11643-1999): its shape, birthday and check sign."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def is_identity_card(number: str) -> bool:
    """Return whether such a number can exist: 17 digits with a real birthday, and the right check sign."""
    body, last = number[:17], number[17:]
    if len(number) != 18 or not (body.isascii() and body.isdigit()):
        return False
    try:
        date(int(body[6:10]), int(body[10:12]), int(body[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return last == _CHECK[total % 11]
