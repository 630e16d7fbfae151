"""Which regions lie above a region, read from the code alone (GB/T 2260, GB/T 10114)."""

from desktop.domain.region import RegionCode

_LENGTHS = (12, 9, 6, 4, 2)


def codes_upward(code: RegionCode) -> tuple[RegionCode, ...]:
    """Return a code and those above it: group (village code + "-NN"), village, town, county, city, province.

    A platform with other codes gets just its own code back: nothing is invented.
    """
    bare = code.partition("-")[0]
    if not bare.isascii() or not bare.isdigit():
        return (code,)
    above = (RegionCode(bare[:length]) for length in _LENGTHS if length <= len(bare))
    return tuple(dict.fromkeys((code, *above)))
