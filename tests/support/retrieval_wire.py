"""The open contract's JSON about retrievals as a good platform sends it, for decoders and doubles."""

from tests.support.archive_wire import AT, HOUR_MS
from tests.support.wire import Json

NUMBER = "431321103-20260315-0007"
CAMERA = "43132110300132000001"
OPERATOR = {"account": "fujing", "name": "梓门桥派出所村辅警", "unit": "梓门桥派出所"}
APPROVER = {"account": "shenpi", "name": "梓门桥镇综治中心副主任", "unit": "梓门桥镇综治中心"}


def footage(**changes: object) -> Json:
    return {
        "camera_id": CAMERA,
        "camera_name": "湾头村丁字路口",
        "place": "梓门桥镇湾头村",
        "household": False,
        "start_ms": AT,
        "end_ms": AT + HOUR_MS,
        **changes,
    }


def request(**changes: object) -> Json:
    return {
        "kind": "copy",
        "requester_class": "traffic_police",
        "unit": "双峰县交警大队",
        "persons": [{"name": "张三", "document_type": "police_id", "document_number": "1", "phone": "2"}],
        "reason": "交通肇事逃逸",
        "purpose": "",
        "case_number": "A1",
        "footage": [footage()],
        "legal_document": {"title": "调取证据通知书", "number": "1号"},
        "approved_outside_by": "王五",
        "household_consents": [{"camera_id": CAMERA, "householder": "彭", "how": "书面", "at_ms": AT}],
        "resident": {
            "relation": "本人",
            "identity_check": "身份证",
            "consenting_unit": "村委会",
            "consented_by": "李四",
            "consented_at_ms": AT,
        },
        "secrecy_read": True,
        "copy_expires_at_ms": AT + 24 * HOUR_MS,
        "companion": "赵六",
        "note": "",
        **changes,
    }


def decision(**changes: object) -> Json:
    return {
        "by": APPROVER,
        "at_ms": AT + HOUR_MS,
        "approved": True,
        "opinion": "同意",
        "footage": [footage()],
        "valid_until_ms": None,
        **changes,
    }


def retrieval(**changes: object) -> Json:
    return {
        "number": NUMBER,
        "state": "approved",
        "request": request(),
        "requested_by": OPERATOR,
        "requested_at_ms": AT,
        "decision": decision(),
        "attachments": [
            {"name": "a.pdf", "media_type": "application/pdf", "size_bytes": 9, "sha256": "0" * 64}
        ],
        "history": [],
        **changes,
    }
