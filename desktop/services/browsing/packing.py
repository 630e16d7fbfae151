"""What the manifest says of a package of browsing copies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.domain.camera import CameraId
from desktop.domain.evidence import FileKind, PackagedFile, PackageFacts, PieceFacts, SourceFacts, Treatment
from desktop.domain.export import FetchMethod
from desktop.domain.export_job import ExportJob
from desktop.domain.retrieval import Retrieval
from desktop.domain.spans import Spans
from desktop.exporter.messages import Browsed
from desktop.services.browsing.wishes import BrowsingOrder, Wish
from desktop.services.exports.packing import Maker, clipped
from desktop.services.exports.record import CameraFacts

_NOTE = "本包是浏览件，不是原始录像，不能代替原件。原始录像见证据包 {package}，其清单 SHA-256：{manifest}。"
_MADE = (
    "由原始文件 {name} 转码（H.264，不含声音）制作，不是原始录像；原始文件 SHA-256：{sha256}；"
    "原证据包 {package} 的清单 SHA-256：{manifest}"
)


async def facts_of(
    maker: Maker,
    order: BrowsingOrder,
    made: Sequence[tuple[Wish, Browsed]],
    retrieval: Retrieval,
    cameras: Mapping[CameraId, CameraFacts],
    *,
    package: str,
    began_ms: int,
) -> PackageFacts:
    """Return all that is known of a package of browsing copies."""
    job, now_ms = order.job, maker.clock.now_ms()
    items = tuple(dict.fromkeys(wish.original.status.piece.item for wish, _ in made))
    return await maker.facts(
        package,
        retrieval,
        sources=[_source(maker, job, item, made, cameras) for item in items],
        files=[_file(order, wish, copy, items, now_ms) for wish, copy in made],
        began_ms=began_ms,
        note=_NOTE.format(package=job.folder.name, manifest=_manifest(job)),
    )


def _manifest(job: ExportJob) -> str:
    return "" if job.summary is None else job.summary.manifest_sha256


def _source(
    maker: Maker,
    job: ExportJob,
    index: int,
    made: Sequence[tuple[Wish, Browsed]],
    cameras: Mapping[CameraId, CameraFacts],
) -> SourceFacts:
    item = job.order.items[index]
    unknown = CameraFacts(item.camera_id, "", "", item.place, None, None, "", household=False)
    camera = replace(cameras.get(item.camera_id, unknown), name=item.camera_name)
    wishes = [wish for wish, _ in made if wish.original.status.piece.item == index]
    obtained = Spans().with_spans(part for wish in wishes for part in wish.original.facts.obtained)
    return maker.source(
        camera,
        item.range,
        clipped(obtained, item.range),
        (entry.gap for entry in job.gaps if entry.item == index),
        f"证据包 {job.folder.name}",
    )


def _file(order: BrowsingOrder, wish: Wish, copy: Browsed, items: Sequence[int], now_ms: int) -> PackagedFile:
    original, piece = wish.original.facts, wish.original.status.piece
    facts = PieceFacts(
        file_name=copy.target.name,
        bytes=copy.bytes,
        sha256=copy.sha256,
        sm3=copy.sm3,
        container=original.container,
        codec=copy.codec,
        width=copy.width,
        height=copy.height,
        fps=original.fps,
        bit_rate=copy.bytes * 8000 // max(1, original.duration_ms),
        audio=False,
        duration_ms=original.duration_ms,
        first_ms=original.first_ms,
        last_ms=original.last_ms,
        key_frames=copy.key_frames,
        undecodable=original.undecodable,
        obtained=original.obtained,
        gaps=original.gaps,
        method=FetchMethod.TRANSCODED,
        retries=0,
        errors={},
        hashed_at_ms=now_ms,
    )
    treatment = Treatment(
        transcoded=True,
        watermarked=order.watermark is not None,
        masked=bool(wish.masks),
        note=_treated(order, wish),
    )
    return PackagedFile(
        FileKind.BROWSING_COPY,
        items.index(piece.item),
        piece.range,
        facts,
        piece.storage,
        treatment=treatment,
        made_from=original.file_name,
    )


def _treated(order: BrowsingOrder, wish: Wish) -> str:
    original = wish.original.facts
    told = [
        _MADE.format(
            name=original.file_name,
            sha256=original.sha256,
            package=order.job.folder.name,
            manifest=_manifest(order.job),
        )
    ]
    if order.watermark is not None:
        told.append(f"水印：{order.watermark.text}")
    if wish.masks:
        spans = "、".join(f"第 {mask.from_s:.1f}–{mask.to_s:.1f} 秒" for mask in wish.masks)
        told.append(f"马赛克 {len(wish.masks)} 处：{spans}")
    return "；".join(told) + "。"
