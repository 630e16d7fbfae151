"""The published contract is what the server does."""

import json
import time
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import checks
from schemathesis.generation import GenerationMode

from desktop.demo_platform.openapi import DOCUMENT, document_text
from tests.contract.retrieving import PDF, approved, attach, order
from tests.support.demo_platform import DemoPlatform, Json

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
SIGN_OUT = ("DELETE", "/api/v1/session")
ORDER_FAULT = ("POST", "/api/v1/demo/faults")
EXAMPLES = 12
_OPERATIONS = {
    (method.upper(), path): operation
    for path, methods in json.loads(document_text())["paths"].items()
    for method, operation in methods.items()
    if (method.upper(), path) != SIGN_OUT
}
_RIGHT = [(*key, GenerationMode.POSITIVE) for key in _OPERATIONS]
_WRONG = [
    (*key, GenerationMode.NEGATIVE)
    for key, operation in _OPERATIONS.items()
    if "parameters" in operation or "requestBody" in operation
]


def test_published_document_is_the_servers_own() -> None:
    assert DOCUMENT.read_text("utf-8") == document_text(), "run: python -m desktop.demo_platform openapi"


def test_every_operation_documents_its_refusals() -> None:
    document = json.loads(document_text())
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert "400" in operation["responses"], (method, path)
            assert "422" not in operation["responses"], (method, path)
            assert ("401" in operation["responses"]) or not operation.get("security"), (method, path)


def test_every_text_and_list_of_a_request_is_bounded() -> None:
    document = json.loads(document_text())
    bodies = (
        "SignInBody",
        "RefreshBody",
        "CameraQueryBody",
        "LiveRequestBody",
        "PlaybackRequestBody",
        "BookmarkOrderBody",
        "BookmarkChangeBody",
        "RetrievalOrderBody",
        "DecisionOrderBody",
        "DownloadRequestBody",
        "PersonBody",
        "FaultOrderBody",
    )
    for name in bodies:
        for member, schema in document["components"]["schemas"][name]["properties"].items():
            for variant in schema.get("anyOf", [schema]):
                if variant.get("type") == "string":
                    assert {"maxLength", "pattern", "enum"} & set(variant), (name, member)
                if variant.get("type") == "array":
                    assert "maxItems" in variant, (name, member)


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[DemoPlatform]:
    with DemoPlatform(scale=0.05) as platform:
        yield platform


@pytest.fixture(scope="module")
def schema(fuzzed: DemoPlatform) -> Json:
    return schemathesis.openapi.from_url(f"{fuzzed.url}/api/v1/openapi.json")


@pytest.mark.parametrize(("method", "path", "mode"), [*_RIGHT, *_WRONG])
def test_server_keeps_its_contract_whatever_is_sent(
    fuzzed: DemoPlatform, schema: Json, method: str, path: str, mode: GenerationMode
) -> None:
    operation = schema[path][method]
    known = _known_places(fuzzed, path) if mode is GenerationMode.POSITIVE else {}
    answered: set[int] = set()
    headers = {"Authorization": f"Bearer {fuzzed.admin.session['access_token']}"}

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def call(case: Json) -> None:
        assume((method, path) != ORDER_FAULT or "restart" not in str(case.body))
        if known:
            _make_sensible(case, known)
        response = case.call_and_validate(headers=headers, checks=CHECKS, timeout=30)
        answered.add(response.status_code)

    try:
        call()
    finally:
        if (method, path) == ORDER_FAULT:
            fuzzed.clear_faults()
    is_signed_in = "/session" not in path and "{fault_id}" not in path
    if mode is GenerationMode.POSITIVE and is_signed_in:
        assert answered & {200, 201, 204}, answered


def _make_sensible(case: Json, known: dict[str, str]) -> None:
    """Put what exists in the place of what is made up: made-up things would only ever meet 404 and 400."""
    case.path_parameters.update((k, v) for k, v in known.items() if k in case.path_parameters)
    now_ms = time.time_ns() // 1_000_000
    if "from_ms" in (case.query or {}):
        case.query.update(from_ms=now_ms - 86_400_000, to_ms=now_ms)
    for name, value in (("camera", known["camera_id"]), ("region", known["code"])):
        if name in (case.query or {}):
            case.query[name] = value
    if case.path.endswith("/attachments"):
        case.body = PDF
    if not isinstance(case.body, dict):
        return
    _ask_for_footage(case, known)
    if "protocols" in case.body:
        case.body["protocols"][-1] = "http-ts"
    if "start_ms" in case.body:
        case.body.update(start_ms=int(known["recorded_ms"]), storage=None)
    if "end_ms" in case.body or case.path.startswith("/bookmarks"):
        case.body.update(start_ms=now_ms, end_ms=now_ms)
    if "camera_id" in case.body or case.path.endswith("/demo/faults"):
        case.body["camera_id"] = known["camera_id"]


def _ask_for_footage(case: Json, known: dict[str, str]) -> None:
    """Let requests, decisions and downloads be about footage that there is."""
    footage = {"camera_id": known["camera_id"], **{name: int(known[name]) for name in ("start_ms", "end_ms")}}
    if case.path.endswith(("/retrievals", "/decision")):
        case.body.update(footage=[footage])
    if case.path.endswith("/decision"):
        case.body.update(approved=True, valid_until_ms=None)
    if case.path.endswith("/download"):
        case.body.update(span=footage, storage=known["storage"], retrieval=known["approved"])


def _known_places(platform: DemoPlatform, path: str) -> dict[str, str]:
    """Return what stands in a path that exists, and an instant at which that camera recorded."""
    camera = next(camera for camera in platform.admin.cameras("431321103") if camera["online"])
    now_ms = time.time_ns() // 1_000_000
    span = {"from_ms": now_ms - 4 * 86_400_000, "to_ms": now_ms}
    recorded = platform.admin.get(f"/cameras/{camera['id']}/recordings", **span)["items"][-1]
    known = {
        "camera_id": camera["id"],
        "code": camera["region_code"],
        "recorded_ms": str(recorded["start_ms"]),
        "storage": recorded["storage"],
        "start_ms": str(recorded["start_ms"]),
        "end_ms": str(now_ms),
    }
    if "{bookmark_id}" in path:
        bookmark = {"camera_id": camera["id"], "start_ms": 0, "end_ms": 0, "name": "x"}
        known["bookmark_id"] = platform.admin.post("/bookmarks", bookmark)["id"]
    if path.endswith("/download"):
        known["approved"] = approved(platform, platform.admin, camera, recorded["start_ms"], now_ms)
    if "{number}" in path:
        asks = platform.sign_in("fujing") if path.endswith("/decision") else platform.admin
        known["number"] = asks.post("/retrievals", order(camera, recorded["start_ms"], now_ms))["number"]
    if "{sha256}" in path:
        attached = attach(platform.admin, known["number"], PDF).json()
        known["sha256"] = attached["attachments"][0]["sha256"]
    return known
