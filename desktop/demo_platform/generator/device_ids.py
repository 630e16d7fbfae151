"""Device IDs by GB/T 28181-2022 Annex E.1: 8 centre, 2 industry, 3 type, 1 network, 6 serial."""

from collections import Counter

INDUSTRY_STREET = "00"
INDUSTRY_COMMUNITY = "01"
INDUSTRY_OTHER_SECURITY = "03"
INDUSTRY_TRAFFIC_ROAD = "04"
TYPE_CAMERA = "131"
TYPE_NETWORK_CAMERA = "132"
NETWORK_INTERNET = "7"
NETWORK_LEASED_LINE = "8"


class DeviceIds:
    """Hands out IDs; the serial counts within a county, so it is unique whatever the other parts are."""

    def __init__(self) -> None:
        self._serials: Counter[str] = Counter()

    def next(self, county_code: str, industry: str, device_type: str, network: str) -> str:
        """Return the next ID of a county (6-digit code); ValueError when its serials are used up."""
        self._serials[county_code] += 1
        serial = self._serials[county_code]
        if serial > 999_999:
            raise ValueError(f"no serial left in {county_code}")
        return f"{county_code}00{industry}{device_type}{network}{serial:06d}"
