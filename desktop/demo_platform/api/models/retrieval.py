"""Requests for footage, the second person's decision, and scans."""

from typing import Annotated, Literal

from pydantic import Field

from desktop.demo_platform.api.models.common import Body, CameraIdText, Cursor, Name, TimeMs

RetrievalKindName = Annotated[
    Literal["view", "copy", "snapshot"], Field(description="view 查阅, copy 复制, snapshot 截图")
]
RequesterClassName = Annotated[
    Literal[
        "police_station",
        "traffic_police",
        "state_organ",
        "discipline",
        "court_or_procuratorate",
        "own_unit",
        "resident",
        "lawyer",
    ],
    Field(
        description="派出所, 交警, 其他国家机关, 纪检监察, 法院检察院, 本单位, 村民本人或近亲属或监护人, 律师"
    ),
]
StateName = Annotated[
    Literal["pending", "approved", "refused", "withdrawn", "closed"],
    Field(description="待审批, 已同意, 已拒绝, 已撤回, 已办结"),
]
DocumentTypeName = Annotated[
    Literal["police_id", "work_id", "identity_card", "lawyer_licence", "other"],
    Field(description="警官证, 工作证, 身份证, 律师执业证, 其他"),
]
RetrievalNumberText = Annotated[
    str,
    Field(
        min_length=1,
        max_length=64,
        description="Opaque; here region, day in Beijing and serial · 登记编号, 不透明",
        examples=["431321103-20261123-0007"],
    ),
]
ShortText = Annotated[str, Field(max_length=200)]
NeededText = Annotated[str, Field(min_length=1, max_length=200)]
LongText = Annotated[str, Field(max_length=2000)]
Sha256Text = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
MOST_FOOTAGE = 256


class PersonBody(Body):
    """One of those who ask."""

    name: NeededText
    document_type: DocumentTypeName
    document_number: Annotated[str, Field(max_length=64)]
    phone: Annotated[str, Field(max_length=64)] = ""


class LegalDocumentBody(Body):
    """What the request rests on, such as 调取证据通知书."""

    title: ShortText
    number: ShortText


class HouseholdConsentBody(Body):
    """The owner of a household camera agreed (Order 799 Art. 33)."""

    camera_id: Annotated[
        CameraIdText | None, Field(description="In answers null for a camera that the reader may not see")
    ]
    householder: ShortText
    how: ShortText
    at_ms: TimeMs


class ResidentRouteBody(Body):
    """What a resident's viewing needs (Order 799 Art. 21)."""

    relation: ShortText
    identity_check: ShortText
    consenting_unit: ShortText
    consented_by: ShortText
    consented_at_ms: TimeMs


class FootageOrderBody(Body):
    """One camera and range, [start_ms, end_ms)."""

    camera_id: CameraIdText
    start_ms: TimeMs
    end_ms: TimeMs


class FootageBody(Body):
    """One camera and range; names as they stood when it was asked for."""

    camera_id: Annotated[
        CameraIdText | None,
        Field(description="null for a camera that the reader may not see · 无权查看的点位"),
    ]
    camera_name: Annotated[str, Field(max_length=400)]
    place: Annotated[str, Field(max_length=400)]
    household: bool
    start_ms: TimeMs
    end_ms: TimeMs


class _RequestFields(Body):
    kind: RetrievalKindName
    requester_class: RequesterClassName
    unit: NeededText
    persons: Annotated[list[PersonBody], Field(min_length=1, max_length=20)]
    reason: Annotated[str, Field(min_length=1, max_length=2000, description="事由或案由")]
    purpose: LongText = ""
    case_number: ShortText = ""
    legal_document: LegalDocumentBody | None = None
    approved_outside_by: Annotated[str, Field(max_length=200, description="申请方批准人")] = ""
    household_consents: Annotated[list[HouseholdConsentBody], Field(default=[], max_length=64)]
    resident: ResidentRouteBody | None = None
    secrecy_read: Annotated[bool, Field(description="保密告知已阅")] = False
    copy_expires_at_ms: Annotated[TimeMs | None, Field(description="本机副本到期删除时间")] = None
    companion: Annotated[str, Field(max_length=200, description="陪同人")] = ""
    note: LongText = ""


class RetrievalOrderBody(_RequestFields):
    """A request for footage: who, on which ground, which cameras and ranges."""

    footage: Annotated[list[FootageOrderBody], Field(min_length=1, max_length=MOST_FOOTAGE)]


class RetrievalRequestBody(_RequestFields):
    """A request as the register keeps it."""

    footage: list[FootageBody]


class OperatorBody(Body):
    """Who did something, as the account stood then."""

    account: Annotated[str, Field(max_length=64)]
    name: Name
    unit: Name


class RetrievalDecisionBody(Body):
    """What a second person said; `footage` is what may be seen or taken."""

    by: OperatorBody
    at_ms: TimeMs
    approved: bool
    opinion: LongText
    footage: list[FootageBody]
    valid_until_ms: TimeMs | None


class ScanBody(Body):
    """A scan: PDF, JPEG or PNG."""

    name: ShortText
    media_type: Annotated[str, Field(max_length=64, examples=["application/pdf"])]
    size_bytes: Annotated[int, Field(ge=0, lt=2**31)]
    sha256: Sha256Text


class RetrievalEventBody(Body):
    """Something that was done to an entry, in order; nothing ever leaves the list."""

    at_ms: TimeMs
    by: OperatorBody
    what: Annotated[
        Literal["pending", "approved", "refused", "withdrawn", "closed", "attached"],
        Field(description="The state that it led to, or attached · 进入的状态, 或 attached 添加附件"),
    ]


class RetrievalBody(Body):
    """One entry of the register of retrievals as it stands."""

    number: RetrievalNumberText
    state: StateName
    request: RetrievalRequestBody
    requested_by: OperatorBody
    requested_at_ms: TimeMs
    decision: RetrievalDecisionBody | None
    attachments: list[ScanBody]
    history: list[RetrievalEventBody]


class RetrievalPageBody(Body):
    """Entries, the newest first."""

    items: list[RetrievalBody]
    next: Cursor | None = None


class DecisionOrderBody(Body):
    """Approve some or all of what was asked for, or refuse with a reason and without footage."""

    approved: bool
    opinion: LongText = ""
    footage: Annotated[list[FootageOrderBody], Field(default=[], max_length=MOST_FOOTAGE)]
    valid_until_ms: Annotated[TimeMs | None, Field(description="null = without end · 不设期限")] = None
