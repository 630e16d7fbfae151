"""What the manifest says of a package of pictures."""

from collections.abc import Sequence

from desktop.domain.evidence import FileKind, PackagedFile, PackageFacts, PieceFacts, Treatment
from desktop.domain.export import FetchMethod
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import Retrieval
from desktop.domain.snapshot import Picture, Shot
from desktop.domain.time_range import TimeRange
from desktop.services.exports.packing import Maker
from desktop.services.exports.record import CameraFacts

_NOTE = "主码流解码的一帧画面，未缩放、未裁剪，无损存为 PNG。"
_PLACES = {
    RecordStorage.PLATFORM: "平台中心存储",
    RecordStorage.DEVICE: "设备端存储",
    None: "实时画面，平台另有录像时以录像为准",
}


async def facts_of(
    maker: Maker,
    shot: Shot,
    pictures: Sequence[Picture],
    retrieval: Retrieval,
    *,
    package: str,
    began_ms: int,
) -> PackageFacts:
    """Return all that is known of a package of pictures."""
    camera, now_ms = CameraFacts.of(shot.camera, None, None), maker.clock.now_ms()
    obtained = sorted(map(_instant, pictures))
    return await maker.facts(
        package,
        retrieval,
        sources=[maker.source(camera, span_of(pictures), obtained, (), _PLACES[shot.storage])],
        files=[_file(picture, shot, now_ms) for picture in pictures],
        began_ms=began_ms,
    )


def span_of(pictures: Sequence[Picture]) -> TimeRange:
    """Return from the first picture's instant to just behind the last one's."""
    instants = [picture.picture_ms for picture in pictures]
    return TimeRange(min(instants), max(instants) + 1)


def _instant(picture: Picture) -> TimeRange:
    return TimeRange(picture.picture_ms, picture.picture_ms + 1)


def _file(picture: Picture, shot: Shot, now_ms: int) -> PackagedFile:
    facts = PieceFacts(
        file_name=picture.file.name,
        bytes=picture.bytes,
        sha256=picture.sha256,
        sm3=picture.sm3,
        container="png",
        codec="png",
        width=picture.width,
        height=picture.height,
        fps=0.0,
        bit_rate=0,
        audio=False,
        duration_ms=0,
        first_ms=picture.picture_ms,
        last_ms=picture.picture_ms,
        key_frames=1,
        undecodable=(),
        obtained=(_instant(picture),),
        gaps=(),
        method=FetchMethod.STILL,
        retries=0,
        errors={},
        hashed_at_ms=now_ms,
    )
    treatment = Treatment(transcoded=True, note=_NOTE)
    return PackagedFile(
        FileKind.SNAPSHOT, 0, _instant(picture), facts, storage=shot.storage, treatment=treatment
    )
