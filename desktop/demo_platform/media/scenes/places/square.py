"""The square before the village office: flag, basketball stand, fitness corner, dancing in the evening."""

import numpy as np

from desktop.demo_platform.media.scenes.models import buildings, street, vehicles
from desktop.demo_platform.media.scenes.places import common
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.stage import Stage
from desktop.demo_platform.media.scenes.tracks import Spot

_COURTS = ((96, 138, 104), (120, 132, 152), (158, 104, 84))
_LINE = (232, 234, 230)


def build(setting: Setting) -> Stage:
    """Set the scene."""
    stage = common.empty_stage(setting, height=(6.0, 7.6), tilt=(0.20, 0.26), focal=(370, 420), pan=0.2)
    side = 1.0 if stage.below(2) else -1.0
    office_z = stage.between(31.0, 36.0)
    shift = side * stage.between(1.0, 6.0)
    common.fields(stage, near=8.0)
    stage.rectangle(shift - 17.0, 2.0, shift + 17.0, office_z, (184, 178, 168))
    for x in np.arange(shift - 17.0, shift + 17.1, 3.4).tolist():
        stage.rectangle(x - 0.03, 2.0, x + 0.03, office_z, (164, 158, 150))
    _court(stage, setting, shift, side)
    sign = f"{setting.village}党群服务中心" if setting.village else "党群服务中心"
    stage.put(buildings.office(sign), shift + side * 2.0, office_z, yaw=side * stage.between(0.0, 0.1))
    stage.shine(shift + side * 2.0, office_z - 2.5)
    _around(stage, setting, office_z, shift, side)
    common.far_village(stage, near=office_z + 36)
    _life(stage, setting, office_z, shift, side)
    return stage


def _court(stage: Stage, setting: Setting, shift: float, side: float) -> None:
    left, right, near, far = shift - side * 1.0, shift - side * 13.0, 9.0, 22.0
    left, right = min(left, right), max(left, right)
    stage.rectangle(left, near, right, far, _COURTS[setting.seed % 3])
    for z in (near + 0.4, far - 0.5):
        stage.ground(
            [(left + 0.4, z), (left + 0.4, z + 0.1), (right - 0.4, z + 0.1), (right - 0.4, z)], _LINE
        )
    for x in (left + 0.4, right - 0.5):
        stage.rectangle(x, near + 0.4, x + 0.1, far - 0.4, _LINE)
    middle = (left + right) / 2
    stage.ground(
        [
            (middle - 2.2, far - 5.5),
            (middle - 2.2, far - 0.5),
            (middle + 2.2, far - 0.5),
            (middle + 2.2, far - 5.5),
        ],
        (206, 132, 84),
    )
    stage.put(street.hoop(), middle, far - 0.6)


def _around(stage: Stage, setting: Setting, office_z: float, shift: float, side: float) -> None:
    stage.put(street.notice_board(), shift - side * 9.0, office_z - 5.0, yaw=-side * 0.2)
    for x in (4.0, 7.5):
        stage.put(street.fitness(), shift + side * x, 13.0 + x * 0.3)
    for number in range(3):
        x = shift + side * (6.5 + number * 2.9)
        stage.put(
            vehicles.parked_car((setting.seed + number * 3) % 35),
            x,
            office_z - 5.4,
            yaw=stage.between(-0.06, 0.06),
        )
    common.bay(stage, setting, shift + side * 3.6, office_z - 5.4)
    for z in (10.5, 16.0, 22.0, 28.0):
        for way in (-1.0, 1.0):
            stage.plant(("roadside", "orange", "palm")[setting.seed % 3], shift + way * 18.2, z, size=0.8)
    for x, z, way in ((-15.0, 14.0, 1), (14.0, 12.0, -1), (13.5, 27.0, -1), (-15.0, 27.0, 1)):
        stage.lamp(shift + x, z, side=way)
    stage.put(
        buildings.farmhouse(setting.seed % 12, common.LIT[0]),
        shift - side * 25.0,
        office_z + 2.0,
        yaw=-side * 0.4,
    )
    stage.put(
        buildings.farmhouse((setting.seed + 4) % 12, common.LIT[1]),
        shift + side * 26.0,
        office_z + 5.0,
        yaw=side * 0.4,
    )
    stage.put(street.bin_pair(), shift + side * 12.5, 18.0, yaw=side * 0.5)


def _life(stage: Stage, setting: Setting, office_z: float, shift: float, side: float) -> None:
    stage.tracks.append(Spot("flag", shift - side * 4.0, office_z - 6.5, 0.0, 0, 0.9))
    for number in range(8):
        row, column = divmod(number, 4)
        x = shift + side * (2.2 + column * 1.9)
        stage.tracks.append(
            Spot("dancer", x, 17.5 + row * 2.1, side * 0.25, (number * 5 + setting.seed) % 24, 0.32)
        )
    across = [(shift - side * 17.0, 8.0), (shift + side * 1.0, 10.5), (shift + side * 16.0, 9.0)]
    door = [(shift + side * 2.0, office_z - 1.5), (shift + side * 0.5, 22.0), (shift - side * 1.0, 6.5)]
    common.traffic(stage, setting.seed, (across, across[::-1], door, door[::-1]), (("walker", 1.15, 34.0),))
    common.traffic(stage, setting.seed + 1, (across,), (("motorbike", 4.0, 59.0), ("dog", 1.5, 71.0)))
