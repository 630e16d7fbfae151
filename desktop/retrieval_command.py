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
from desktop.command_run import UsageError, carry_out, signed_in
from desktop.contexts import SessionContext
from desktop.domain.beijing import BEIJING, moment
from desktop.domain.camera import CameraId, CameraKind
from desktop.domain.retrieval import RequestedFootage, Retrieval, RetrievalNumber, RetrievalRequest
from desktop.domain.time_range import TimeRange
from desktop.errors import AppError, ErrorCode
from desktop.export_command import instant
from desktop.services.retrievals import Scan
from desktop.stores.records import from_json, to_json

_REFUSED = frozenset({ErrorCode.FORBIDDEN, ErrorCode.OWN_REQUEST, ErrorCode.ALREADY_DECIDED})
_STATES = {
    "pending": "待审批",
    "approved": "已批准",
    "refused": "未批准",
    "withdrawn": "已撤回",
    "closed": "已办结",
}


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
    columns = (retrieval.number, _STATES[retrieval.state], asked, request.unit, request.reason)
    sys.stdout.write("\t".join(columns) + "\n")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"无法读取 {path.name}：{error.strerror or ''}") from error


async def _request(context: SessionContext, content: bytes) -> RetrievalRequest:
    try:
        data = json.loads(content)
        asked = [dict(entry) for entry in data.pop("footage")]
        footage = await _footage(context, asked)
        request = from_json(RetrievalRequest, {**data, "footage": to_json(footage)})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise UsageError(f"申请文件不对：{error}") from error
    return request


async def _footage(context: SessionContext, asked: list[dict[str, object]]) -> tuple[RequestedFootage, ...]:
    ids = [CameraId(str(entry["camera_id"])) for entry in asked]
    cameras = {camera.id: camera for camera in await context.session.directory.cameras_by_id(ids)}
    now_ms = int(datetime.now(tz=BEIJING).timestamp() * 1000)
    footage = []
    for camera_id, entry in zip(ids, asked, strict=True):
        camera = cameras.get(camera_id)
        if camera is None:
            raise AppError(ErrorCode.NOT_FOUND, {"camera": camera_id})
        begin = instant(str(entry["from"]), "from", now_ms, now_ms)
        end = instant(str(entry["to"]), "to", now_ms, begin)
        place = f"{camera.town()} {camera.village()}".strip()
        household = camera.kind is CameraKind.HOUSEHOLD
        footage.append(RequestedFootage(camera_id, camera.name, place, household, TimeRange(begin, end)))
    return tuple(footage)
