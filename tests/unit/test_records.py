"""Records of dataclasses in JSON files."""

import json
from pathlib import Path

import pytest

from desktop.domain.camera import CameraId
from desktop.domain.evidence import PieceFacts
from desktop.domain.export import (
    ExportId,
    ExportItem,
    ExportOptions,
    ExportOrder,
    FetchMethod,
    Gap,
    GapCause,
)
from desktop.domain.export_job import Hold
from desktop.domain.retrieval import RetrievalNumber
from desktop.domain.time_range import TimeRange
from desktop.errors import ErrorCode
from desktop.stores.records import from_json, misfit, to_json

ORDER = ExportOrder(
    id=ExportId("e1"),
    retrieval=RetrievalNumber("431321103-20261123-0007"),
    items=(ExportItem(CameraId("4313"), "湾头村口", "梓门桥镇 湾头村", TimeRange(1000, 2000)),),
    folder=Path("/media/证据"),
    ordered_at_ms=5,
    ordered_by="fujing",
    options=ExportOptions(browsing_copy=True),
)
FACTS = PieceFacts(
    file_name="01_湾头.mp4",
    bytes=7,
    sha256="aa",
    sm3="bb",
    container="mp4",
    codec="h264",
    width=1920,
    height=1080,
    fps=25.0,
    bit_rate=4_000_000,
    audio=False,
    duration_ms=1000,
    first_ms=1000,
    last_ms=1960,
    key_frames=1,
    undecodable=(TimeRange(1, 2),),
    obtained=(TimeRange(1000, 2000),),
    gaps=(Gap(TimeRange(3, 4), GapCause.REFUSED, "forbidden"),),
    method=FetchMethod.FILE,
    retries=2,
    errors={"stream_cut": 2},
    hashed_at_ms=9,
)


@pytest.mark.parametrize("record", [ORDER, FACTS, Hold(ErrorCode.DISK_FULL, {"free_bytes": 1, "user": "甲"})])
def test_a_record_comes_back_as_it_was(record: object) -> None:
    text = json.dumps(to_json(record))
    assert from_json(type(record), json.loads(text)) == record


@pytest.mark.parametrize(
    "change",
    [
        {"items": [{}]},
        {"items": 3},
        {"folder": None},
        {"ordered_at_ms": "5"},
        {"ordered_at_ms": True},
        {"options": {"browsing_copy": 1}},
        {
            "items": [
                {"camera_id": "1", "camera_name": "", "place": "", "range": {"start_ms": 9, "end_ms": 1}}
            ]
        },
    ],
)
def test_what_does_not_fit_is_no_record(change: dict[str, object]) -> None:
    data = to_json(ORDER)
    assert isinstance(data, dict)
    with pytest.raises(ValueError):  # noqa: PT011 - any of them: the caller only asks whether
        from_json(ExportOrder, {**data, **change})


def test_fields_of_another_version_do_not_matter() -> None:
    data = to_json(ORDER)
    assert isinstance(data, dict)
    del data["options"]
    data["colour"] = "blue"
    assert from_json(ExportOrder, data).options == ExportOptions()


def test_the_field_that_does_not_fit_is_named() -> None:
    assert misfit(ExportOptions, {}) == ""
    assert misfit(ExportOptions, {"zip_with_password": "yes"}) == "zip_with_password"
    assert misfit(ExportOrder, {"id": "e1"}) == "retrieval"
