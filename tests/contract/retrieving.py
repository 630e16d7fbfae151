"""Asking the demo platform for footage, as the tests of retrievals and downloads need it."""

import time
from typing import Any

import requests

from tests.support.demo_platform import Client, DemoPlatform, Json

PDF = b"%PDF-1.7\n" + b"a scan of a letter" * 20
TOWN = "431321103"
OTHER_TOWN = "431321104"
HOUR_MS = 3_600_000


def now_ms() -> int:
    """Return the present, UTC ms."""
    return time.time_ns() // 1_000_000


def order(camera: Json, start_ms: int, end_ms: int, **changes: Json) -> dict[str, Any]:
    """Return a whole request for one camera's footage."""
    return {
        "kind": "copy",
        "requester_class": "police_station",
        "unit": "梓门桥派出所",
        "persons": [
            {"name": "张三", "document_type": "police_id", "document_number": "043210"},
            {"name": "李四", "document_type": "police_id", "document_number": "043211"},
        ],
        "reason": "货车撞坏铁棚后逃逸",
        "case_number": "A4313210300002020050001",
        "legal_document": {"title": "调取证据通知书", "number": "双公(梓)调证字〔2020〕12号"},
        "footage": [{"camera_id": camera["id"], "start_ms": start_ms, "end_ms": end_ms}],
        "secrecy_read": True,
        **changes,
    }


def approved(platform: DemoPlatform, by: Client, camera: Json, start_ms: int, end_ms: int) -> str:
    """Return the number of an approved retrieval that somebody asked for."""
    asked = by.post("/retrievals", order(camera, start_ms, end_ms))
    footage = [{"camera_id": camera["id"], "start_ms": start_ms, "end_ms": end_ms}]
    decision = {"approved": True, "opinion": "同意", "footage": footage}
    platform.sign_in("shenpi").post(f"/retrievals/{asked['number']}/decision", decision)
    return str(asked["number"])


def attach(client: Client, number: str, content: bytes, name: str = "通知书.pdf") -> requests.Response:
    """Attach a scan and return the answer, whatever its status."""
    return client.request(
        "POST",
        f"/retrievals/{number}/attachments",
        params={"name": name},
        data=content,
        headers={"Content-Type": "application/pdf"},
    )


def taken(client: Client, camera: Json, start_ms: int, end_ms: int, **details: Json) -> requests.Response:
    """Ask for a download and return the answer, whatever its status."""
    body = {
        "span": {"start_ms": start_ms, "end_ms": end_ms},
        "storage": "platform",
        "protocols": ["mp4", "http-ts"],
        **details,
    }
    return client.request("POST", f"/cameras/{camera['id']}/download", json=body)


def recorded_camera(
    client: Client,
    start_ms: int,
    end_ms: int,
    *,
    storage: str = "platform",
    region: str = TOWN,
    **wanted: Json,
) -> Json:
    """Return a camera all of whose footage of a span is on one storage."""
    for camera in client.cameras(region):
        if any(camera[name] != value for name, value in wanted.items()):
            continue
        items = client.get(f"/cameras/{camera['id']}/recordings", from_ms=start_ms, to_ms=end_ms)["items"]
        ends = [start_ms, *(item["end_ms"] for item in items)]
        if (
            items
            and {item["storage"] for item in items} == {storage}
            and items[-1]["end_ms"] >= end_ms
            and all(item["start_ms"] <= end for item, end in zip(items, ends, strict=False))
        ):
            return camera
    raise AssertionError("no camera was recorded all that time")
