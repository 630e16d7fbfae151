"""What a picture's file says of itself, beside its instant: which camera, who took it, why, with what."""

import socket
from collections.abc import Mapping
from dataclasses import dataclass

from desktop import VERSION
from desktop.domain.account import Account, PlatformInfo
from desktop.domain.camera import Camera
from desktop.domain.evidence import ClockError
from desktop.domain.retrieval import Retrieval
from desktop.evidence.words import clock as clock_words
from desktop.services.exports.packing import SOFTWARE

OWN_UNIT = "本单位使用"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who takes pictures, and under what."""

    account: Account
    platform: PlatformInfo
    retrieval: Retrieval | None
    reason: str


def texts_of(
    camera: Camera, made: Circumstances, *, live: bool, clock: ClockError | None
) -> Mapping[str, str]:
    """Return the words of a file by their keywords; who may hold the file may read them all."""
    account, retrieval = made.account, made.retrieval
    texts = {
        "Title": f"截图 {camera.name}",
        "Software": f"{SOFTWARE} {VERSION}",
        "Author": f"{account.display_name}（{account.user}）",
        "Unit": account.unit,
        "Workstation": socket.gethostname(),
        "Platform": made.platform.name,
        "Platform-ID": made.platform.instance_id,
        "Camera-ID": camera.id,
        "Camera-Name": camera.name,
        "Camera-Common-Name": camera.common_name or "",
        "Place": place_of(camera),
        "Camera-Clock": "" if clock is None else clock_words(clock),
        "Stream": "实时 主码流" if live else "录像 主码流",
        "Retrieval": OWN_UNIT if retrieval is None else retrieval.number,
        "Reason": made.reason,
    }
    return {keyword: text for keyword, text in texts.items() if text}


def place_of(camera: Camera) -> str:
    """Return town, village and road."""
    return " ".join(part for part in (camera.town(), camera.village(), camera.road or "") if part)
