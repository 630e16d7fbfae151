"""`python -m desktop retrieval submit|list|show|approve|refuse`: requests for footage from a script.

A request is a JSON file with the fields of `RetrievalRequest`; footage is given as `camera_id`, `from` and
`to`, and takes its names from the platform. Scans are files beside it.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from desktop import log
from desktop.cli import WallOptions
from desktop.command_errors import STATES, UsageError
from desktop.command_run import cameras_by_id, carry_out, signed_in
from desktop.contexts import SessionContext
from desktop.domain.beijing import BEIJING, moment
from desktop.domain.camera import CameraId, CameraKind
from desktop.domain.os_reasons import os_reason
from desktop.domain.retrieval import RequestedFootage, Retrieval, RetrievalNumber, RetrievalRequest
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.export_command import instant
from desktop.services.retrievals import Scan
from desktop.stores.records import from_json, misfit, to_json

_REFUSED = frozenset({ErrorCode.FORBIDDEN, ErrorCode.OWN_REQUEST, ErrorCode.ALREADY_DECIDED})

_SEE = "各项的写法见 docs/evidence/export-from-a-script.md。"


def run(arguments: argparse.Namespace, options: WallOptions) -> int:
    """Run the command; return 0 when it was done."""

    async def work(ring: log.LogRing) -> int:
        if arguments.action != "list" and not arguments.what:
            raise UsageError("须写明申请文件或登记编号。")
        async with signed_in(options, ring) as context:
            await _act(context, arguments)
        return 0

    return carry_out(options, work, _REFUSED)


async def _act(context: SessionContext, arguments: argparse.Namespace) -> None:
    service, number = context.retrievals, RetrievalNumber(arguments.what)
    match arguments.action:
        case "submit":
            request = await _request(context, _read(Path(arguments.what)))
            scans = [Scan(path.name, _read(path)) for path in arguments.scan]
            _tell(await service.submit(request, scans))
        case "list":
            for retrieval in await service.list():
                _tell(retrieval)
        case "show":
            retrieval = await service.get(number)
            sys.stdout.write(json.dumps(to_json(retrieval), ensure_ascii=False, indent=1) + "\n")
        case "approve":
            _tell(await service.decide(number, approved=True, opinion=arguments.opinion or "同意"))
        case _:
            _tell(await service.decide(number, approved=False, opinion=arguments.opinion))


def _tell(retrieval: Retrieval) -> None:
    request = retrieval.request
    asked = f"{moment(retrieval.requested_at_ms):%Y-%m-%d %H:%M}"
    columns = (retrieval.number, STATES[retrieval.state], asked, request.unit, request.reason)
    sys.stdout.write("\t".join(columns) + "\n")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"无法读取 {path}：{os_reason(error.errno)}。请核对位置。") from error


async def _request(context: SessionContext, content: bytes) -> RetrievalRequest:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UsageError(
            f"申请文件不是 JSON：第 {error.lineno} 行第 {error.colno} 列看不懂。{_SEE}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(f"申请文件不是 UTF-8 编码的 JSON。{_SEE}") from error
    asked = data.pop("footage", None) if isinstance(data, dict) else None
    keys = {"camera_id", "from", "to"}
    if not isinstance(asked, list) or not all(isinstance(one, dict) and keys <= one.keys() for one in asked):
        raise UsageError(f"申请文件的 footage 须是列表，每项写明 camera_id、from、to。{_SEE}")
    data["footage"] = to_json(await _footage(context, asked))
    try:
        return from_json(RetrievalRequest, data)
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"申请文件的 {misfit(RetrievalRequest, data)} 没有填写，或写得不对。{_SEE}"
        ) from error


async def _footage(context: SessionContext, asked: list[dict[str, object]]) -> tuple[RequestedFootage, ...]:
    ids = [CameraId(str(entry["camera_id"])) for entry in asked]
    cameras = await cameras_by_id(context, ids)
    now_ms = int(datetime.now(tz=BEIJING).timestamp() * 1000)
    footage = []
    for camera_id, entry in zip(ids, asked, strict=True):
        camera = cameras[camera_id]
        begin = instant(str(entry["from"]), "from", now_ms, now_ms)
        end = instant(str(entry["to"]), "to", now_ms, begin)
        place = f"{camera.town()} {camera.village()}".strip()
        household = camera.kind is CameraKind.HOUSEHOLD
        footage.append(RequestedFootage(camera_id, camera.name, place, household, TimeRange(begin, end)))
    return tuple(footage)
