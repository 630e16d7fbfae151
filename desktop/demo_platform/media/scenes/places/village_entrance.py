"""The entrance of a village: a gate with its name, an old tree, a stone, the lane leading in."""

import numpy as np

from desktop.demo_platform.media.scenes.models import buildings, street
from desktop.demo_platform.media.scenes.places import common
from desktop.demo_platform.media.scenes.places.common import Setting
from desktop.demo_platform.media.scenes.stage import Stage
from desktop.demo_platform.media.scenes.tracks import Spot


def build(setting: Setting) -> Stage:
    """Set the scene."""
    stage = common.empty_stage(setting, height=(5.0, 6.2), tilt=(0.17, 0.22), focal=(390, 450), pan=0.11)
    side = 1.0 if stage.below(2) else -1.0
    gate_z = stage.between(19.0, 24.0)
    start, slope = side * stage.between(0.5, 2.5), -side * stage.between(0.0, 0.10)
    bend = side * stage.between(-0.002, 0.003)

    def centre(z: float) -> float:
        return start + slope * z + bend * max(z - gate_z, 0.0) ** 2

    village = setting.village or "和美乡村"
    common.fields(stage, near=gate_z + 2)
    stage.rectangle(-60.0, 2.0, 60.0, gate_z + 2, (128, 148, 92))
    common.road_along(stage, centre, 3.0, 3.0, 120.0, marked=bool(setting.road) and setting.seed % 2 == 0)
    stage.put(
        buildings.gate(village, setting.seed % 3),
        centre(gate_z),
        gate_z,
        yaw=float(np.arctan(-slope)),
        screen=True,
    )
    stage.plant("camphor", centre(gate_z) - side * 10.5, gate_z + 2.0, size=1.25)
    stage.ground(_ring(centre(gate_z) - side * 10.5, gate_z + 2.0, 2.6), (168, 160, 148))
    stage.put(street.stone(village), centre(gate_z) + side * 9.0, gate_z - 3.0, yaw=side * 0.3)
    stage.put(street.notice_board(), centre(gate_z) + side * 11.5, gate_z + 3.0, yaw=side * 0.45)
    stage.lamp(centre(12.0) - side * 4.2, 12.0, side=int(side))
    stage.lamp(centre(32.0) + side * 4.2, 32.0, side=int(-side))
    stage.lamp(centre(52.0) - side * 4.2, 52.0, side=int(side))
    stage.shine(centre(gate_z), gate_z - 1.5)
    _houses(stage, setting, centre, gate_z)
    common.far_village(stage, near=65.0, clear=centre)
    _life(stage, setting, centre, gate_z, side)
    return stage


def _ring(x: float, z: float, radius: float) -> list[tuple[float, float]]:
    return [
        (x + radius * float(np.cos(t)), z + radius * float(np.sin(t)))
        for t in np.linspace(0, 2 * np.pi, 14, endpoint=False)
    ]


def _houses(stage: Stage, setting: Setting, centre: common.Line, gate_z: float) -> None:
    for number, z in enumerate((gate_z + 14.0, gate_z + 27.0)):
        for way in (-1.0, 1.0):
            style = (setting.seed + number * 2 + int(way)) % 12
            mesh = (
                buildings.old_house(style)
                if style % 5 == 0
                else buildings.farmhouse(style, common.LIT[style % 3])
            )
            stage.put(
                mesh,
                centre(z) + way * stage.between(12.5, 15.5),
                z,
                yaw=way * stage.between(0.2, 0.6),
            )
    for way in (-1.0, 1.0):
        for z in (8.5, 10.5, 13.0, 16.0):
            stage.plant("bush", centre(z) + way * stage.between(4.2, 4.9), z, size=stage.between(0.7, 1.1))
        stage.plant(("bamboo", "fir", "orange")[stage.below(3)], centre(15.0) + way * 12.5, 15.5)
    text = common.SLOGANS[(setting.seed + 2) % len(common.SLOGANS)]
    stage.put(
        buildings.slogan_wall(text, 10.0, (setting.seed + 1) % 3), centre(28.0) - 12.0, gate_z + 7.5, yaw=-0.2
    )


def _life(stage: Stage, setting: Setting, centre: common.Line, gate_z: float, side: float) -> None:
    inward, outward = common.line(centre, 1.3, 4.0, 85.0, 22), common.line(centre, -1.3, 4.0, 85.0, 22)[::-1]
    common.traffic(
        stage,
        setting.seed,
        (inward, outward),
        (("motorbike", 6.0, 23.0), ("car", 6.5, 41.0), ("tricycle", 4.0, 89.0)),
    )
    lane = common.line(centre, side * 2.6, 5.0, 60.0, 16)
    common.traffic(stage, setting.seed + 1, (lane, lane[::-1]), (("walker", 1.2, 29.0),))
    common.bay(stage, setting, centre(gate_z) + side * 6.4, gate_z - 8.0, yaw=-side * 0.3)
    tree_x = centre(gate_z) - side * 10.5
    across = [
        (tree_x, gate_z - 1.5),
        (centre(gate_z - 3) - side * 2.0, gate_z - 3.5),
        (centre(gate_z) + side * 9.0, gate_z - 5.0),
    ]
    common.traffic(stage, setting.seed + 2, (across,), (("walker", 1.0, 53.0), ("dog", 1.6, 61.0)))
    stage.tracks.append(Spot("dog", tree_x + side * 2.2, gate_z - 1.2, side * 1.2, setting.seed % 3, 0.4))
