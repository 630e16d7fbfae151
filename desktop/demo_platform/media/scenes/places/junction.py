"""A junction: one road across, one towards the camera, a crossing, a mirror, a corner shop."""

import numpy as np

from desktop.demo_platform.media.scenes.models import buildings, street
from desktop.demo_platform.media.scenes.places import common
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.stage import Stage


def build(setting: Setting) -> Stage:
    """Set the scene."""
    stage = common.empty_stage(setting, height=(6.4, 8.0), tilt=(0.24, 0.30), focal=(360, 420), pan=0.26)
    national = bool(setting.road)
    near = stage.between(16.5, 20.0)
    far = near + (9.2 if national else 6.4)
    start, slope = stage.between(-3.5, 3.5), stage.between(-0.22, 0.22)
    goes_on = not setting.says("丁字", "三岔")
    half = 3.2

    def centre(z: float) -> float:
        return start + slope * z

    common.fields(stage, near=near * 0.5)
    if goes_on:
        common.road_along(stage, centre, half, far - 0.5, 150.0, marked=False)
    common.road_along(stage, centre, half + 0.3, 3.0, near + 0.5, marked=False)
    common.road_across(stage, near, far, marked=national)
    common.zebra(stage, centre(near) - half, centre(near) + half, near - 3.6, near - 1.2)
    _corners(stage, setting, near, far, centre(near))
    _beyond(stage, setting, far, centre(far) if goes_on else None)
    common.far_village(stage, near=far + 40, clear=centre if goes_on else None)
    _traffic(stage, setting, (near, far), centre, national=national, goes_on=goes_on)
    return stage


def _corners(stage: Stage, setting: Setting, near: float, far: float, middle: float) -> None:
    side = 1.0 if setting.seed % 2 else -1.0
    stage.lamp(middle - side * 6.2, near - 1.6, side=int(side))
    stage.lamp(middle + side * 15.0, far + 1.4, side=int(-side))
    stage.lamp(middle - side * 20.0, far + 1.4, side=int(side))
    stage.put(street.warning_sign(2), middle + side * 5.4, near - 1.4, shadow=False)
    stage.put(street.warning_sign(stage.below(2)), middle - side * 5.0, near - 5.0, shadow=False)
    text = f"{setting.road} 邵阳" if setting.road else f"← {setting.village}"
    stage.put(street.road_sign(text), middle + side * 10.0, far + 1.6)
    common.bay(stage, setting, middle - side * 9.0, far + 2.2, yaw=side * 1.57)
    stage.plant("bush", middle + side * 6.4, near - 3.0)
    stage.plant("bush", middle - side * 6.8, near - 4.0, size=1.2)
    stage.plant("orange", middle + side * 8.6, near - 4.5)


def _beyond(stage: Stage, setting: Setting, far: float, gap: float | None) -> None:
    """Stand houses along the other side of the road."""
    signs = (f"{setting.village}超市", "摩托车修理", "农家饭庄", "农资农药", "副食批发", "移动通信")
    x, number = -38.0, setting.seed
    while x < 40.0:
        if gap is None or abs(x - gap) > 9.5:
            if number % 3 == 0:
                stage.put(
                    buildings.shop(signs[number // 3 % len(signs)], number % 4, is_open=number % 2 == 0),
                    x,
                    far + 7.0,
                )
                stage.shine(x, far + 6.0)
            elif number % 3 == 1:
                stage.put(buildings.farmhouse(number % 12, common.LIT[number % 3]), x, far + 9.0)
            else:
                stage.plant("camphor", x, far + 9.0)
                stage.put(
                    buildings.slogan_wall(common.SLOGANS[number % len(common.SLOGANS)], 9.5, number % 3),
                    x,
                    far + 6.0,
                )
        x += stage.between(11.0, 14.0)
        number += 1


def _traffic(
    stage: Stage,
    setting: Setting,
    across: tuple[float, float],
    centre: common.Line,
    *,
    national: bool,
    goes_on: bool,
) -> None:
    near, far = across
    lanes = (near + (far - near) * 0.27, near + (far - near) * 0.73)
    right = [(x, lanes[0]) for x in np.linspace(-42, 42, 12).tolist()]
    left = [(x, lanes[1]) for x in np.linspace(42, -42, 12).tolist()]
    mix: common.Mix
    if national:
        mix = (("truck", 11.0, 27.0), ("car", 13.0, 17.0), ("bus", 10.0, 83.0), ("motorbike", 9.0, 29.0))
    else:
        mix = (("car", 8.0, 31.0), ("motorbike", 7.0, 23.0), ("tricycle", 4.5, 67.0))
    common.traffic(stage, setting.seed, (right, left), mix)
    out = (
        common.line(centre, 1.5, 4.5, near, 10)
        + [(centre(near) + 3.0, lanes[0])]
        + [(x, lanes[0]) for x in (8.0, 20.0, 42.0)]
    )
    into = (
        [(x, lanes[1]) for x in (-42.0, -16.0, -7.0)]
        + [(centre(near) - 2.2, lanes[0])]
        + common.line(centre, -1.5, 4.5, near, 10)[::-1]
    )
    common.traffic(stage, setting.seed + 1, (out, into), (("motorbike", 5.5, 43.0), ("car", 6.0, 71.0)))
    if goes_on:
        through = common.line(centre, 1.4, 4.5, 90.0, 20)
        common.traffic(stage, setting.seed + 2, (through,), (("tricycle", 4.5, 79.0),))
    walk = [(centre(near) - 22.0, near - 2.3), (centre(near) + 22.0, near - 2.5)]
    common.traffic(stage, setting.seed + 3, (walk, walk[::-1]), (("walker", 1.2, 37.0),))
