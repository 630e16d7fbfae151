"""A region's attributes as the person reads them."""

from html import escape

from desktop.domain.region import Region
from desktop.errors import ErrorCode
from ui.errors.texts import short_text
from ui.i18n import translate
from ui.models.camera_text import LEVEL_NAMES


def counts_text(region: Region) -> str:
    """Return 在线/总数."""
    return f"{region.cameras_online}/{region.cameras_total}"


def region_tooltip(region: Region, error: ErrorCode | None) -> str:
    """Return level, code and counts; escaped, so that a name is never read as markup."""
    counts = translate("region", "在线 {online} 路，共 {total} 路").format(
        online=region.cameras_online, total=region.cameras_total
    )
    level = f"{translate('camera', LEVEL_NAMES[region.level])} {region.code}"
    lines = [f"<b>{escape(region.name)}</b>", escape(level), escape(counts)]
    if error is not None:
        failed = translate("region", "下级没有读到：{why}").format(why=short_text(error))
        lines.append(escape(failed))
    return "<br>".join(lines)
