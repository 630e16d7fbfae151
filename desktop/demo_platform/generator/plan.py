"""How many cameras hang where: exact totals, and never the same number for every village."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from resources.divisions import Division

PUBLIC_TOTAL = 2_600
HOUSEHOLD_TOTAL = 11_000
VILLAGES = 600
MODEL_VILLAGE = "431302104222"
"""百亩村, the model village with 47 public cameras."""
MODEL_VILLAGE_CAMERAS = 47
STORY_VILLAGE = "431321103250"
"""湾头村 at the 320 国道: always with enough cameras to tell its story."""
STORY_VILLAGE_CAMERAS = 9
STORY_VILLAGE_GROUPS = 3
MODEL_TOWN = "431321103"
"""梓门桥镇: large enough for a wall of 64 tiles."""
MODEL_TOWN_CAMERAS = 132
MODEL_TOWN_EMPTY = ("431321103283", "431321103284", "431321103285")
"""Villages of the model town that still wait for their cameras."""
GROUP_MIN = 10
GROUP_MAX = 15
MAX_CAMERAS = 1_000_000


@dataclass(frozen=True, slots=True)
class VillagePlan:
    """Numbers of one village: public cameras, and households of each ten-household group."""

    public: int
    groups: tuple[int, ...]


def plan(villages: Sequence[Division], random: Random, scale: float) -> dict[str, VillagePlan]:
    """Return a plan by village code; villages without cameras are missing."""
    public_total = max(1, round(PUBLIC_TOTAL * scale))
    household_total = max(2 * GROUP_MIN, round(HOUSEHOLD_TOTAL * scale))
    if public_total + household_total > MAX_CAMERAS:
        household_total = MAX_CAMERAS - public_total
    chosen = _choose(villages, random, scale)
    public = _public(chosen, random, public_total, scale)
    sizes = _group_sizes(random, household_total)
    groups: dict[str, list[int]] = {code: [] for code in chosen}
    weights = [random.choice((0, 1, 1, 1, 2, 3)) for _ in chosen]
    weights[0] = max(weights[0], 1)
    places = random.choices(chosen, weights, k=len(sizes))
    if scale >= 1:
        places[:STORY_VILLAGE_GROUPS] = [STORY_VILLAGE] * STORY_VILLAGE_GROUPS
    for code, size in zip(places, sizes, strict=True):
        groups[code].append(size)
    return {code: VillagePlan(public[code], tuple(groups[code])) for code in chosen}


def _choose(villages: Sequence[Division], random: Random, scale: float) -> list[str]:
    """Return the codes of the villages with cameras; those of the model town and village come first."""
    first = [MODEL_VILLAGE]
    first += [v.code for v in villages if v.parent_code == MODEL_TOWN and v.code not in MODEL_TOWN_EMPTY]
    rest = [v.code for v in villages if v.code not in first and v.parent_code != MODEL_TOWN]
    count = min(len(villages) - len(MODEL_TOWN_EMPTY), max(1, round(VILLAGES * scale)))
    return [*first, *random.sample(rest, max(0, count - len(first)))][:count]


def _public(chosen: Sequence[str], random: Random, total: int, scale: float) -> dict[str, int]:
    fixed = {MODEL_VILLAGE: MODEL_VILLAGE_CAMERAS, STORY_VILLAGE: STORY_VILLAGE_CAMERAS} if scale >= 1 else {}
    model = [code for code in chosen if code.startswith(MODEL_TOWN) and code not in fixed]
    others = [code for code in chosen if not code.startswith(MODEL_TOWN) and code not in fixed]
    factor = max(1.0, scale)
    town_total = min(round(MODEL_TOWN_CAMERAS * factor), (total - sum(fixed.values())) * 2 // 3)
    if not others:
        town_total = total
    shares = {**_share(model, random, town_total), **fixed}
    return {**shares, **_share(others, random, total - sum(shares.values()))}


def _share(codes: Sequence[str], random: Random, total: int) -> dict[str, int]:
    """Divide a total among villages unevenly: most get two to five, a few many more."""
    if not codes:
        return {}
    weights = [min(random.paretovariate(1.6), 9.0) for _ in codes]
    spare = total - len(codes)
    if spare < 0:
        return {code: int(index < total) for index, code in enumerate(codes)}
    counts = [1 + int(spare * weight / sum(weights)) for weight in weights]
    for index in random.choices(range(len(codes)), k=total - sum(counts)):
        counts[index] += 1
    return dict(zip(codes, counts, strict=True))


def _group_sizes(random: Random, total: int) -> list[int]:
    """Return sizes from 10 to 15 that add up to the total (at least 20) exactly."""
    count = min(total // GROUP_MIN, max(-(-total // GROUP_MAX), round(total * 2 / (GROUP_MIN + GROUP_MAX))))
    sizes = [GROUP_MIN] * count
    spare = total - sum(sizes)
    while spare > 0:
        index = random.randrange(count)
        if sizes[index] < GROUP_MAX:
            sizes[index] += 1
            spare -= 1
    return sizes
