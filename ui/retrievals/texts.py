"""The register's words: kinds, states, requesters, documents."""

from typing import Final

from desktop.domain.retrieval import DocumentType, RequesterClass, RetrievalKind, RetrievalState
from ui.i18n import mark, translate
from ui.icons import Icon
from ui.theme import COLOURS

KINDS: Final = {
    RetrievalKind.VIEW: mark("retrieval", "查阅"),
    RetrievalKind.COPY: mark("retrieval", "复制"),
    RetrievalKind.SNAPSHOT: mark("retrieval", "截图"),
}
KIND_HELP: Final = {
    RetrievalKind.VIEW: mark("retrieval", "只看录像，不带走"),
    RetrievalKind.COPY: mark("retrieval", "录像要带走，作为证据包导出"),
    RetrievalKind.SNAPSHOT: mark("retrieval", "只带走单张画面"),
}
STATES: Final = {
    RetrievalState.PENDING: mark("retrieval", "待审批"),
    RetrievalState.APPROVED: mark("retrieval", "已批准"),
    RetrievalState.REFUSED: mark("retrieval", "未批准"),
    RetrievalState.WITHDRAWN: mark("retrieval", "已撤回"),
    RetrievalState.CLOSED: mark("retrieval", "已办结"),
}
STATE_LOOKS: Final = {
    RetrievalState.PENDING: (Icon.CLOCK, COLOURS.frozen),
    RetrievalState.APPROVED: (Icon.OK, COLOURS.live),
    RetrievalState.REFUSED: (Icon.BAN, COLOURS.error),
    RetrievalState.WITHDRAWN: (Icon.UNDO, COLOURS.text_dim),
    RetrievalState.CLOSED: (Icon.CHECK, COLOURS.text_dim),
}
CLASSES: Final = {
    RequesterClass.POLICE_STATION: mark("retrieval", "派出所"),
    RequesterClass.TRAFFIC_POLICE: mark("retrieval", "交警"),
    RequesterClass.STATE_ORGAN: mark("retrieval", "其他国家机关"),
    RequesterClass.DISCIPLINE: mark("retrieval", "纪检监察"),
    RequesterClass.COURT_OR_PROCURATORATE: mark("retrieval", "法院、检察院"),
    RequesterClass.OWN_UNIT: mark("retrieval", "本单位"),
    RequesterClass.RESIDENT: mark("retrieval", "村民本人、近亲属、监护人"),
    RequesterClass.LAWYER: mark("retrieval", "律师"),
}
DOCUMENTS: Final = {
    DocumentType.POLICE_ID: mark("retrieval", "人民警察证"),
    DocumentType.WORK_ID: mark("retrieval", "工作证"),
    DocumentType.IDENTITY_CARD: mark("retrieval", "居民身份证"),
    DocumentType.LAWYER_LICENCE: mark("retrieval", "律师执业证"),
    DocumentType.OTHER: mark("retrieval", "其他证件"),
}


def kind_name(kind: RetrievalKind) -> str:
    """Return 查阅, 复制 or 截图."""
    return translate("retrieval", KINDS[kind])


def kind_help(kind: RetrievalKind) -> str:
    """Return what a kind of request is for."""
    return translate("retrieval", KIND_HELP[kind])


def state_name(state: RetrievalState) -> str:
    """Return how far an entry got."""
    return translate("retrieval", STATES[state])


def class_name(requester: RequesterClass) -> str:
    """Return who asks."""
    return translate("retrieval", CLASSES[requester])


def document_name(document: DocumentType) -> str:
    """Return the name of a person's document."""
    return translate("retrieval", DOCUMENTS[document])
