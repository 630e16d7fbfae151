"""A road through the country: the national road with its trucks, or a village road, a dam, a bridge."""

from collections.abc import Callable

import numpy as np

from desktop.demo_platform.media.scenes.models import buildings, street
from desktop.demo_platform.media.scenes.places import common
from desktop.demo_platform.media.scenes.places.common import Line, Setting
from desktop.demo_platform.media.scenes.stage import Stage


def build(setting: Setting) -> Stage:
    """Set the scene."""
    stage = common.empty_stage(setting, height=(5.6, 7.2), tilt=(0.19, 0.25), focal=(380, 450), pan=0.12)
    national = bool(setting.road)
    side = 1.0 if stage.below(2) else -1.0
    half = 4.6 if national else 3.0
    start, slope = side * stage.between(3.0, 5.5), -side * stage.between(0.05, 0.30)
    bend = side * stage.between(0.0, 0.0012) + (side * 0.0030 if setting.says("弯道") else 0.0)

    def centre(z: float) -> float:
        return start + slope * z + bend * z * z

    common.fields(stage)
    water = _water(stage, setting, centre, half, side)
    common.road_along(stage, centre, half, 3.0, 190.0, marked=national)
    _roadside(stage, setting, centre, half, side, water=water)
    common.far_village(stage, clear=centre)
    verge = centre(10.8) - side * (half + 1.75)
    common.bay(stage, setting, verge, 10.8, yaw=float(np.arctan2(centre(11.8) - centre(10.8), 1.0)))
    _traffic(stage, setting, centre, half, national=national)
    return stage


def _water(stage: Stage, setting: Setting, centre: Line, half: float, side: float) -> bool:
    """Lay a river or a reservoir where the name speaks of one."""
    if setting.says("桥"):
        for z, far in ((16.0, 34.0),):
            stage.rectangle(-120, z, 120, far, common.WATER)
        for z in (18.0, 26.0, 34.0):
            for edge in (-half - 0.5, half + 0.5):
                stage.put(
                    street.bridge_rail(), centre(z) + edge, z, yaw=np.arctan2(centre(z + 1) - centre(z), 1.0)
                )
        return True
    if setting.says("水库", "河堤", "塘") or setting.seed % 5 == 0:
        reach = side * -70.0
        near_line = common.line(centre, -side * (half + 3.5), 4.0, 120.0)
        far_line = [(x + reach, z) for x, z in near_line]
        left, right = (far_line, near_line) if side > 0 else (near_line, far_line)
        stage.band(left, right, common.WATER)
        return True
    return False


def _roadside(
    stage: Stage,
    setting: Setting,
    centre: Line,
    half: float,
    side: float,
    *,
    water: bool,
) -> None:
    far_side = -side

    def verge(distance: float, way: float) -> Line:
        return lambda z: centre(z) + way * (half + distance)

    if not water:
        tree = ("roadside", "fir", "camphor", "roadside")[stage.below(4)]
        common.tree_row(
            stage,
            verge(3.0 if tree == "camphor" else 2.0, far_side),
            tree,
            (15.0 + stage.between(0, 6), 110.0),
            9.0,
        )
    if setting.seed % 3:
        common.poles(stage, verge(3.6, side), 19.0, 120.0)
    else:
        common.tree_row(stage, verge(2.2, side), "roadside", (20.0, 110.0), 10.0)
    if setting.road and not setting.says("桥"):
        for z in (16.0, 24.0, 32.0, 40.0):
            yaw = float(np.arctan2(centre(z + 1) - centre(z), 1.0))
            stage.put(street.guard_rail(), verge(1.0, side)(z), z, yaw=yaw, shadow=False)
    for z in (13.0, 30.0, 52.0):
        stage.lamp(verge(1.3, far_side)(z), z, side=int(side))
    _landmarks(stage, setting, verge)


def _landmarks(stage: Stage, setting: Setting, verge: Callable[[float, float], Line]) -> None:
    """Add what the camera's name speaks of, and a sign or a slogan."""
    if setting.road:
        stage.put(street.road_sign(f"{setting.road} 娄底"), verge(2.4, 1.0)(26.0), 26.0)
    else:
        slogan = common.SLOGANS[setting.seed % len(common.SLOGANS)]
        way = 1.0 if setting.seed % 2 else -1.0
        stage.put(
            buildings.slogan_wall(slogan, 11.0, setting.seed % 3),
            verge(9.0, way)(30.0),
            30.0,
            yaw=-way * 0.25,
        )
    stage.put(street.warning_sign(stage.below(3)), verge(1.1, 1.0)(14.0), 14.0, shadow=False)
    if setting.says("小学"):
        stage.put(buildings.office(f"{setting.village}小学"), verge(16.0, -1.0)(44.0), 44.0, yaw=0.2)
    elif setting.says("候车亭", "加油站"):
        sign = "中国石油 加油站" if setting.says("加油站") else "候车亭"
        stage.put(buildings.shop(sign, setting.seed % 4), verge(9.0, 1.0)(30.0), 30.0, yaw=0.2)
        stage.shine(verge(9.0, 1.0)(30.0), 28.0)
    else:
        way = -1.0 if setting.seed % 2 else 1.0
        stage.put(
            buildings.farmhouse(setting.seed % 12, common.LIT[setting.seed % 3]),
            verge(10.0, way)(38.0),
            38.0,
            yaw=way * 0.35,
        )


def _traffic(stage: Stage, setting: Setting, centre: Line, half: float, *, national: bool) -> None:
    lane = half * 0.48
    coming = common.line(centre, -lane, 4.0, 160.0, 24)[::-1]
    going = common.line(centre, lane, 4.0, 160.0, 24)
    mix: common.Mix
    if national:
        mix = (("truck", 13.0, 23.0), ("car", 16.0, 13.0), ("bus", 13.0, 71.0), ("motorbike", 10.0, 31.0))
    else:
        mix = (("car", 8.0, 37.0), ("motorbike", 7.5, 19.0), ("tricycle", 5.0, 61.0))
    common.traffic(stage, setting.seed, (coming, going), mix)
    edge_out = common.line(centre, half + 0.5, 5.0, 60.0, 16)
    edge_in = common.line(centre, -half - 0.5, 5.0, 60.0, 16)[::-1]
    common.traffic(stage, setting.seed + 1, (edge_out, edge_in), (("walker", 1.25, 47.0),))
