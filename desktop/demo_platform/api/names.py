"""Names as cameras show them: their own, or what the fault `odd_name` makes of them."""

from collections.abc import Iterable
from dataclasses import replace

from desktop.demo_platform.api.models.convert import camera_body
from desktop.demo_platform.api.models.directory import CameraBody
from desktop.demo_platform.directory.records import CameraRecord
from desktop.demo_platform.faults.book import FaultBook
from desktop.demo_platform.faults.fault import Fault, FaultKind

_ODD = {
    "path": "../../../../etc/{name}\\..\\..\\Startup/",
    "reserved": "CON",
    "long": "{name}" + "口" * 300,
    "emoji": "😀🎥{name}👨‍👩‍👧\u202egpj.4pm",
    "control": '{name}\r\n\x00\x1b[2J<b>"|?*:',
    "dots": " .. ",
}


def named(record: CameraRecord, book: FaultBook) -> CameraRecord:
    """Return a camera under the name that it shows now."""
    return _named(record, _odd(book))


def camera_bodies(records: Iterable[CameraRecord], book: FaultBook) -> list[CameraBody]:
    """Return the bodies of cameras; an odd name may break the contract's own limits, as bad platforms do."""
    faults = _odd(book)
    bodies = [(record, camera_body(record)) for record in records]
    if not faults:
        return [body for _, body in bodies]
    return [body.model_copy(update={"name": _named(record, faults).name}) for record, body in bodies]


def _odd(book: FaultBook) -> tuple[Fault, ...]:
    if book.is_quiet:
        return ()
    return tuple(fault for fault in book.in_force() if fault.kind is FaultKind.ODD_NAME)


def _named(record: CameraRecord, faults: tuple[Fault, ...]) -> CameraRecord:
    fault = next((fault for fault in faults if fault.camera_id in {None, record.id}), None)
    if fault is None:
        return record
    value = fault.value or "path"
    return replace(record, name=_ODD.get(value, value).replace("{name}", record.name))
