"""The yard before a house: grain drying on concrete, hens, laundry, a low wall, people coming and going."""

import numpy as np

from desktop.demo_platform.media.scenes.models import buildings, people, street, vehicles
from desktop.demo_platform.media.scenes.places import common
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.stage import Stage
from desktop.demo_platform.media.scenes.tracks import Spot

_GRAIN = ((214, 176, 84), (196, 150, 76), (206, 66, 44))


def build(setting: Setting) -> Stage:
    """Set the scene."""
    stage = common.empty_stage(setting, height=(4.4, 5.4), tilt=(0.19, 0.25), focal=(370, 420), pan=0.28)
    side = 1.0 if stage.below(2) else -1.0
    house_z = stage.between(17.0, 21.0)
    shift = side * stage.between(1.5, 4.5)
    common.fields(stage, near=6.0)
    stage.rectangle(shift - 9.5, 2.0, shift + 9.5, house_z, (188, 184, 174))
    for x in np.arange(shift - 9.5, shift + 9.6, 4.75).tolist():
        stage.rectangle(x - 0.03, 2.0, x + 0.03, house_z, (160, 156, 146))
    for z in (6.5, 10.0, 13.5):
        stage.ground(
            [(shift - 9.5, z), (shift - 9.5, z + 0.06), (shift + 9.5, z + 0.06), (shift + 9.5, z)],
            (160, 156, 146),
        )
    grain_x = shift + side * 3.4
    if setting.seed % 4:
        stage.rectangle(grain_x - 2.6, 8.0, grain_x + 2.6, 12.5, _GRAIN[setting.seed % 3])
        for z in (8.9, 9.8, 10.7, 11.6):
            stage.ground(
                [
                    (grain_x - 2.5, z),
                    (grain_x - 2.5, z + 0.12),
                    (grain_x + 2.5, z + 0.12),
                    (grain_x + 2.5, z),
                ],
                (176, 138, 60),
            )
    _house(stage, setting, house_z, shift, side)
    _things(stage, setting, house_z, shift, side)
    common.far_village(stage, near=house_z + 42)
    _life(stage, setting, house_z, shift, side)
    return stage


def _house(stage: Stage, setting: Setting, z: float, shift: float, side: float) -> None:
    style = setting.seed % 12
    if setting.says("祠堂") or style % 6 == 5:
        stage.put(buildings.old_house(setting.seed % 6), shift, z, yaw=-side * 0.08)
    elif setting.says("卫生室", "敬老院"):
        word = "卫生室" if setting.says("卫生室") else "敬老院"
        stage.put(buildings.shop(f"{setting.village}{word}", 2), shift, z)
    else:
        stage.put(
            buildings.farmhouse(style, common.LIT[style % 3]),
            shift,
            z,
            yaw=-side * stage.between(0.0, 0.12),
        )
    stage.put(
        buildings.old_house((setting.seed + 1) % 6), shift - side * 14.5, z + 4.0, yaw=-side * 0.5, size=0.9
    )
    if setting.seed % 3 == 0:
        stage.put(
            buildings.farmhouse((style + 5) % 12, common.LIT[1]), shift + side * 17.0, z + 9.0, yaw=side * 0.4
        )
    stage.shine(shift, z - 1.6)


def _things(stage: Stage, setting: Setting, house_z: float, shift: float, side: float) -> None:
    stage.put(street.laundry(), shift - side * 6.2, house_z - 4.0, yaw=-side * 0.4)
    stage.put(street.table(setting.seed % 3), shift - side * 2.6, house_z - 3.0)
    stage.put(people.sitter(setting.seed % 24), shift - side * 1.2, house_z - 2.6, yaw=side * 0.8)
    stage.put(people.sitter((setting.seed + 2) % 24), shift - side * 4.0, house_z - 2.8, yaw=-side * 0.9)
    stage.put(buildings.low_wall(7.5), shift - side * 13.2, 11.5)
    stage.put(buildings.low_wall(6.0), shift + side * 13.0, 12.5)
    for x, z, kind in (
        (11.5, 14.5, "orange"),
        (12.5, 9.5, "orange"),
        (-11.0, 13.5, "bush"),
        (-13.5, 16.0, "palm"),
    ):
        stage.plant(kind, shift + side * x, z)
    stage.plant("bamboo", shift + side * 12.0, house_z + 9.0)
    stage.plant("camphor", shift - side * 9.0, house_z + 12.0)
    match setting.seed % 3:
        case 0:
            stage.put(
                vehicles.parked_car(setting.seed % 35), shift + side * 7.0, house_z - 4.5, yaw=side * 0.25
            )
        case 1:
            stage.put(
                vehicles.parked_motorbike(vehicles.PAINTS[setting.seed % 7]),
                shift + side * 6.6,
                house_z - 3.0,
                yaw=side * 0.6,
            )
        case _:
            stage.put(street.crates(setting.seed % 4), shift + side * 6.8, house_z - 1.2)
    common.bay(stage, setting, shift - side * 7.2, 10.6, yaw=-side * 0.2)
    stage.lamp(shift + side * 9.6, house_z - 6.0, side=int(-side))


def _life(stage: Stage, setting: Setting, house_z: float, shift: float, side: float) -> None:
    for number in range(4):
        x = shift - side * (1.0 + number * 1.1)
        stage.tracks.append(
            Spot("hen", x, 7.2 + (number * 7 % 5) * 0.8, number * 1.7, number + setting.seed % 3, 0.35)
        )
    stage.tracks.append(Spot("dog", shift + side * 1.6, house_z - 3.4, side * 0.9, setting.seed % 3, 0.3))
    way = [(shift, house_z - 0.8), (shift - side * 0.8, 9.0), (shift - side * 6.0, 4.6)]
    around = [(shift - side * 10.5, 8.5), (shift + side * 0.2, 6.4), (shift + side * 11.0, 7.4)]
    common.traffic(stage, setting.seed, (way, way[::-1], around), (("walker", 1.05, 31.0),))
    common.traffic(stage, setting.seed + 1, (around[::-1],), (("dog", 1.4, 47.0), ("motorbike", 3.6, 67.0)))
