"""Whole requests for footage, as a form would hand them over."""

from dataclasses import replace

from desktop.domain.camera import CameraId
from desktop.domain.retrieval import (
    DocumentType,
    LegalDocument,
    Person,
    RequestedFootage,
    RequesterClass,
    ResidentRoute,
    RetrievalKind,
    RetrievalRequest,
)
from desktop.domain.time_range import TimeRange
from desktop.services.retrievals import Scan

NOW_MS = 1_795_000_000_000
DAY_MS = 86_400_000
SCAN = Scan("调取证据通知书.pdf", b"%PDF-1.7\n" + b"a scan of a letter" * 40)
PEOPLE = (
    Person("张三", DocumentType.POLICE_ID, "043210", "0738-6823110"),
    Person("李四", DocumentType.POLICE_ID, "043211"),
)
ROUTE = ResidentRoute("被撞摩托车车主本人", "居民身份证原件核对", "湾头村村委会", "彭同林", NOW_MS - DAY_MS)


def footage(
    camera_id: str = "43132110001310000001",
    minutes: int = 10,
    *,
    end_ms: int = NOW_MS - DAY_MS,
    household: bool = False,
) -> RequestedFootage:
    """Return one camera and the minutes before an instant."""
    span = TimeRange(end_ms - minutes * 60_000, end_ms)
    return RequestedFootage(CameraId(camera_id), "湾头村丁字路口", "梓门桥镇湾头村", household, span)


def police(*wanted: RequestedFootage, now_ms: int = NOW_MS) -> RetrievalRequest:
    """Return a police station's request for a copy, in which nothing is missing."""
    return RetrievalRequest(
        kind=RetrievalKind.COPY,
        requester_class=RequesterClass.POLICE_STATION,
        unit="双峰县公安局梓门桥派出所",
        persons=PEOPLE,
        reason="货车撞坏超市铁棚后逃逸",
        purpose="查找肇事车辆",
        case_number="A4313210300002026050001",
        footage=wanted or (footage(),),
        legal_document=LegalDocument("调取证据通知书", "双公(梓)调证字〔2026〕12号", (SCAN.attachment,)),
        approved_outside_by="王所长",
        secrecy_read=True,
        copy_expires_at_ms=now_ms + 30 * DAY_MS,
    )


def resident(*wanted: RequestedFootage) -> RetrievalRequest:
    """Return a resident's request to look, in which nothing is missing."""
    return replace(
        police(*wanted),
        kind=RetrievalKind.VIEW,
        requester_class=RequesterClass.RESIDENT,
        persons=(Person("肖某", DocumentType.IDENTITY_CARD, "11010519491231002X", "13800138000"),),
        case_number="",
        legal_document=None,
        approved_outside_by="",
        resident=ROUTE,
        copy_expires_at_ms=None,
    )
