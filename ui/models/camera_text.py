"""A camera's attributes as the person reads them: icon, tooltip, state."""

from html import escape
from typing import Final

from PySide6.QtGui import QPixmap

from desktop.domain.camera import Camera, CameraKind, Position
from desktop.domain.region import RegionLevel
from ui.i18n import mark, translate
from ui.icons import Icon, pixmap
from ui.theme import COLOURS, SIZES

LEVEL_ICONS: Final = {
    RegionLevel.CITY: Icon.REGION_CITY,
    RegionLevel.COUNTY: Icon.REGION_COUNTY,
    RegionLevel.TOWN: Icon.REGION_TOWN,
    RegionLevel.VILLAGE: Icon.REGION_VILLAGE,
    RegionLevel.GROUP: Icon.REGION_GROUP,
}

LEVEL_NAMES: Final = {
    RegionLevel.CITY: mark("camera", "市"),
    RegionLevel.COUNTY: mark("camera", "县（市、区）"),
    RegionLevel.TOWN: mark("camera", "镇（乡、街道）"),
    RegionLevel.VILLAGE: mark("camera", "村（社区）"),
    RegionLevel.GROUP: mark("camera", "十户联防组"),
}


def kind_icon(camera: Camera) -> Icon:
    """Return the icon of a camera's kind; that of a family's camera stays even if it can turn."""
    if camera.kind is CameraKind.HOUSEHOLD:
        return Icon.CAMERA_HOUSEHOLD
    return Icon.CAMERA_PTZ if camera.has_ptz else Icon.CAMERA_PUBLIC


def kind_pixmap(camera: Camera, scale: float) -> QPixmap:
    """Return the icon of a row, greyed and struck through while the camera is offline."""
    tint = COLOURS.text_dim if camera.online else COLOURS.offline
    return pixmap(kind_icon(camera), SIZES.icon, tint, scale, slashed=not camera.online)


def kind_name(camera: Camera) -> str:
    """Return the kind in words."""
    if camera.kind is CameraKind.HOUSEHOLD:
        return translate("camera", "家庭（门店）摄像机")
    if camera.has_ptz:
        return translate("camera", "公共摄像机，带云台")
    return translate("camera", "公共摄像机")


def online_name(camera: Camera) -> str:
    """Return 在线 or 离线."""
    return translate("camera", "在线") if camera.online else translate("camera", "离线")


def place_parts(camera: Camera) -> tuple[str, ...]:
    """Return 点位俗称, town and village; the town is always there."""
    parts = (camera.common_name or "", camera.town(), camera.village())
    return tuple(dict.fromkeys(part for part in parts if part))


def camera_tooltip(camera: Camera) -> str:
    """Return a camera's attributes as a table; every value is escaped, so that none is read as markup."""
    rows = [
        (translate("camera", "类别"), _kind_and_state(camera)),
        (translate("camera", "点位俗称"), camera.common_name or ""),
        (translate("camera", "所在"), " ".join(step.name for step in camera.region_path)),
        (translate("camera", "道路"), camera.road or ""),
        (translate("camera", "国标编号"), camera.id),
        (translate("camera", "管理单位"), camera.management_unit),
        (translate("camera", "录像保存"), _days(camera.record_save_days)),
        (translate("camera", "坐标"), position_text(camera.position)),
    ]
    body = "".join(
        f"<tr><td style='white-space:nowrap'>{escape(label)}&nbsp;&nbsp;</td><td>{escape(value)}</td></tr>"
        for label, value in rows
        if value
    )
    return f"<b>{escape(camera.name)}</b><table>{body}</table>"


def position_text(position: Position | None) -> str:
    """Return WGS-84 degrees, marked where nobody surveyed them."""
    if position is None:
        return ""
    east = translate("camera", "东经 {x:.5f}°，北纬 {y:.5f}°").format(
        x=position.longitude, y=position.latitude
    )
    return east + (translate("camera", "（生成）") if position.generated else "")


def _kind_and_state(camera: Camera) -> str:
    text = translate("camera", "{kind}（{state}）")
    return text.format(kind=kind_name(camera), state=online_name(camera))


def _days(days: int) -> str:
    return translate("camera", "{n} 天").format(n=days) if days > 0 else ""
