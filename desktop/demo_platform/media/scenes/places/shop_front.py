"""Shops along a street, seen from across: signs, goods under the eaves, people and two-wheelers passing."""

import numpy as np

from desktop.demo_platform.media.scenes.models import buildings, people, street, vehicles
from desktop.demo_platform.media.scenes.places import common
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.stage import Stage

_SIGNS = ("百货商行", "烟酒副食", "原汁米粉", "五金建材", "惠民药店", "农家小炒", "美发造型", "手机维修")


def build(setting: Setting) -> Stage:
    """Set the scene."""
    stage = common.empty_stage(setting, height=(4.3, 6.4), tilt=(0.17, 0.24), focal=(350, 430), pan=0.55)
    stage.ground_colour = (150, 146, 136)
    kerb = stage.between(10.0, 14.5)
    wall = kerb + 4.6
    shift = stage.between(-4.0, 4.0)
    common.road_across(stage, 3.0, kerb - 0.6, marked=bool(setting.road), reach=60.0)
    stage.rectangle(-60.0, kerb - 0.6, 60.0, kerb - 0.3, common.KERB)
    stage.rectangle(-60.0, kerb - 0.3, 60.0, wall, (186, 176, 164))
    for x in np.arange(-40.0, 40.0, 1.6).tolist():
        stage.ground([(x, kerb - 0.3), (x, wall), (x + 0.05, wall), (x + 0.05, kerb - 0.3)], (160, 150, 140))
    _row(stage, setting, wall, shift)
    _pavement(stage, setting, kerb, wall, shift)
    common.far_village(stage, near=wall + 34)
    _traffic(stage, setting, kerb, wall)
    return stage


def _first_sign(setting: Setting) -> str:
    for words, sign in (
        (("超市",), f"{setting.village}惠农超市"),
        (("小卖部",), "便民小卖部"),
        (("农家乐",), f"{setting.village}农家乐"),
        (("修理",), "摩托车修理 补胎"),
        (("粉店",), "双峰原汤米粉"),
        (("市场",), f"{setting.village}农贸市场"),
    ):
        if setting.says(*words):
            return sign
    return f"{setting.village}便民超市"


def _row(stage: Stage, setting: Setting, wall: float, shift: float) -> None:
    first = stage.below(len(_SIGNS))
    for place in range(-5, 6):
        x = shift + place * 9.3
        number = setting.seed + place
        style = (setting.seed * 5 + place * 7) % 12
        if place == 0:
            stage.put(buildings.shop(_first_sign(setting), style), x, wall)
        elif number % 5 == 3:
            stage.put(buildings.farmhouse(number % 12, common.LIT[number % 3]), x, wall + 1.0, size=0.86)
        else:
            open_now = stage.below(5) < 3
            stage.put(buildings.shop(_SIGNS[(first + place) % len(_SIGNS)], style, is_open=open_now), x, wall)
            if not open_now:
                continue
        stage.shine(x, wall - 1.2)


def _pavement(stage: Stage, setting: Setting, kerb: float, wall: float, shift: float) -> None:
    pick = setting.seed
    stage.put(street.crates(pick % 4), shift - 3.2, wall - 0.7)
    stage.put(street.crates((pick + 1) % 4), shift + 3.3, wall - 0.7, yaw=0.2)
    stage.put(street.table(pick % 3), shift + stage.between(-1, 1), wall - 1.5)
    stage.put(people.sitter(pick % 24), shift + 2.0, wall - 1.6, yaw=0.5)
    stage.put(people.sitter((pick + 1) % 24), shift - 1.9, wall - 1.7, yaw=-0.7)
    side = 1.0 if stage.below(2) else -1.0
    for number in range(1 + stage.below(5)):
        x = shift - side * 8.2 - number * 1.1 + stage.between(-0.2, 0.2)
        paint = vehicles.PAINTS[stage.below(len(vehicles.PAINTS))]
        stage.put(vehicles.parked_motorbike(paint), x, kerb + 1.1, yaw=side * 0.5)
    if stage.below(3):
        stage.put(vehicles.parked_car(pick % 35), shift + side * 10.5, kerb + 1.6, yaw=side * 1.5)
    common.bay(stage, setting, shift - side * 4.6, kerb + 1.7, yaw=side * 1.5)
    stage.put(street.bin_pair(), shift + side * 6.4, kerb + 0.5)
    tree, spacing = ("roadside", "orange", "palm")[stage.below(3)], stage.between(9.0, 14.0)
    for number in range(-3, 4):
        stage.plant(tree, shift + side * 3.9 + number * spacing, kerb + 0.4, size=0.75)
    for number in (-2, -1, 0, 1, 2):
        stage.lamp(shift + side * 5.2 + number * 19.0, kerb + 0.2, side=int(-side))


def _traffic(stage: Stage, setting: Setting, kerb: float, wall: float) -> None:
    lanes = (3.0 + (kerb - 3.6) * 0.42, 3.0 + (kerb - 3.6) * 0.80)
    right = [(x, lanes[0]) for x in np.linspace(-40, 40, 16).tolist()]
    left = [(x, lanes[1]) for x in np.linspace(44, -44, 18).tolist()]
    big = (("truck", 9.0, 59.0),) if setting.road else ()
    common.traffic(
        stage,
        setting.seed,
        (right, left),
        (("motorbike", 6.0, 21.0), ("car", 7.5, 33.0), ("tricycle", 4.0, 73.0), *big),
    )
    walk = [(x, kerb + 0.9) for x in (-38.0, 38.0)]
    back = [(x, wall - 2.4) for x in (38.0, 3.0, -38.0)]
    common.traffic(stage, setting.seed + 1, (walk, back), (("walker", 1.15, 17.0), ("dog", 1.5, 83.0)))
