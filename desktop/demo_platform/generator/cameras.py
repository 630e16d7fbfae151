"""Makes the cameras of one village, in the order of their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from desktop.demo_platform.generator import device_ids, vocabulary
from desktop.demo_platform.generator.device_ids import DeviceIds
from desktop.demo_platform.generator.plan import VillagePlan
from desktop.demo_platform.generator.vocabulary import Spot

_OFFLINE_SHARE = 0.04
_COMMON_NAME_SHARE = {"public": 0.85, "household": 0.25}
_FIXED_TYPES = (3, 3, 3, 2, 6)
_STEERED_TYPES = (1, 1, 4, 5)


@dataclass(frozen=True, slots=True)
class Place:
    """A village with what its cameras inherit; the position is the generated centre of the village."""

    code: str
    name: str
    town_code: str
    town_name: str
    county_code: str
    county_name: str
    grassroots_code: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class NewCamera:
    """A camera as it goes into the database; fields as in the table and in its order."""

    id: str
    name: str
    common_name: str | None
    kind: str
    online: bool
    scene: str
    seed: int
    ptz_type: int
    region_code: str
    record_save_days: int
    road: str | None
    point_type: int
    management_unit: str
    longitude: float
    latitude: float
    talk: bool
    name_parts: tuple[str, ...]


class CameraMaker:
    """Makes cameras village by village; owns the serial numbers of the device IDs."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._ids = DeviceIds()

    def village(self, place: Place, plan: VillagePlan) -> Iterator[NewCamera]:
        """Yield the public cameras of a village, then those of each ten-household group."""
        names = _Names()
        in_road_town = place.town_code in vocabulary.NATIONAL_ROAD_TOWNS
        has_national_road = (
            in_road_town and self._random.random() < 0.5
        ) or place.code in vocabulary.KNOWN_SPOTS
        for index in range(plan.public):
            known = vocabulary.KNOWN_SPOTS.get(place.code) if index == 0 else None
            yield self._public(place, names, known, has_national_road=has_national_road)
        for group, size in enumerate(plan.groups, start=1):
            for _ in range(size):
                yield self._household(place, names, group)

    def _public(
        self, place: Place, names: "_Names", known: tuple[Spot, str] | None, *, has_national_road: bool
    ) -> NewCamera:
        on_road = known is not None or (has_national_road and self._random.random() < 0.45)
        any_spot = self._spot(_NATIONAL_ROAD if on_road else _VILLAGE)
        spot, common_name = known or (any_spot, self._common_name("public"))
        industry = _industry(spot, on_road=on_road)
        unit = f"{place.county_name}交通警察大队" if on_road else f"{place.name}综治中心"
        return self._camera(
            place,
            kind="public",
            spot=spot,
            common_name=common_name,
            name_parts=names.unique(place.name, spot.name),
            region_code=place.code,
            device_id=self._device_id(place, industry, device_ids.NETWORK_LEASED_LINE),
            steered_share=0.3 if spot.is_traffic else 0.15,
            days=self._random.choices((30, 60, 90), (88, 9, 3))[0],
            road=vocabulary.NATIONAL_ROAD if on_road else None,
            point_type=1 if on_road else self._random.choice((2, 2, 3)),
            unit=unit,
        )

    def _household(self, place: Place, names: "_Names", group: int) -> NewCamera:
        spot = self._spot(_HOUSEHOLD)
        family = self._random.choice(vocabulary.SURNAMES) + spot.name
        return self._camera(
            place,
            kind="household",
            spot=spot,
            common_name=self._common_name("household"),
            name_parts=names.unique(place.name, vocabulary.GROUP.format(group), family),
            region_code=f"{place.code}-{group:02d}",
            device_id=self._device_id(place, device_ids.INDUSTRY_OTHER_SECURITY, device_ids.NETWORK_INTERNET),
            steered_share=0.05,
            days=self._random.choices((30, 60), (95, 5))[0],
            road=None,
            point_type=9,
            unit=f"{place.name}十户联防第{group}组",
        )

    def _camera(
        self,
        place: Place,
        *,
        kind: str,
        spot: Spot,
        common_name: str | None,
        name_parts: tuple[str, ...],
        region_code: str,
        device_id: str,
        steered_share: float,
        days: int,
        road: str | None,
        point_type: int,
        unit: str,
    ) -> NewCamera:
        random = self._random
        steered = random.random() < steered_share
        return NewCamera(
            id=device_id,
            name="".join(name_parts),
            common_name=common_name,
            kind=kind,
            online=random.random() >= _OFFLINE_SHARE,
            scene=spot.scene,
            seed=random.getrandbits(31),
            ptz_type=random.choice(_STEERED_TYPES if steered else _FIXED_TYPES),
            region_code=region_code,
            record_save_days=days,
            road=road,
            point_type=point_type,
            management_unit=unit,
            longitude=round(place.longitude + random.uniform(-0.006, 0.006), 6),
            latitude=round(place.latitude + random.uniform(-0.006, 0.006), 6),
            talk=random.random() < 0.12,
            name_parts=name_parts,
        )

    def _device_id(self, place: Place, industry: str, network: str) -> str:
        is_network = self._random.random() < 0.9
        device_type = device_ids.TYPE_NETWORK_CAMERA if is_network else device_ids.TYPE_CAMERA
        return self._ids.next(place.county_code, industry, device_type, network)

    def _common_name(self, kind: str) -> str | None:
        if self._random.random() >= _COMMON_NAME_SHARE[kind]:
            return None
        return self._random.choice(vocabulary.COMMON_NAMES)

    def _spot(self, choice: "_Choice") -> Spot:
        return self._random.choices(choice.spots, cum_weights=choice.weights)[0]


class _Choice:
    """Spots to choose from, with their weights added up beforehand."""

    def __init__(self, spots: tuple[Spot, ...]) -> None:
        self.spots = spots
        self.weights = tuple(accumulate(spot.weight for spot in spots))


_VILLAGE = _Choice(vocabulary.VILLAGE_SPOTS)
_NATIONAL_ROAD = _Choice(vocabulary.NATIONAL_ROAD_SPOTS)
_HOUSEHOLD = _Choice(vocabulary.HOUSEHOLD_SPOTS)


class _Names:
    """Keeps the names within a village distinct by a number behind the second and later ones."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, ...], int] = {}

    def unique(self, *parts: str) -> tuple[str, ...]:
        count = self._used.get(parts, 0) + 1
        self._used[parts] = count
        return parts if count == 1 else (*parts, f"{count:02d}")


def _industry(spot: Spot, *, on_road: bool) -> str:
    if on_road:
        return device_ids.INDUSTRY_TRAFFIC_ROAD
    return device_ids.INDUSTRY_STREET if spot.is_traffic else device_ids.INDUSTRY_COMMUNITY
