"""What an entry of the register says beside its columns, in Chinese: for inspectors, who read no JSON.

The register itself keeps plain values, hashed as they are; only their telling is here.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Final

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.domain.beijing import moment
from desktop.error_words import error_word

_SEEN: Final = re.compile(r"speed=(?P<speed>[0-9.e+]+) seen=(?P<seen>[0-9.]+)s")
_DETAILS: Final = {
    (AccessAction.SNAPSHOT, "live"): "实时画面",
    (AccessAction.SNAPSHOT, "playback"): "回放画面",
}
_METHODS: Final = {"osd_by_eye": "人工比对画面时间", "snapshot": "截图上的画面时间"}
_FORMS: Final = {"retrieval_form": "调取登记表", "extraction_list": "提取清单"}


def detail_told(entry: RegisterEntry) -> str:
    """Return an entry's remark in words; what has no other words stays as it is."""
    seen = _SEEN.fullmatch(entry.detail)
    if seen is not None:
        return f"最快 ×{seen['speed']}，看了 {seen['seen']} 秒"
    return _DETAILS.get((entry.action, entry.detail), error_word(entry.detail))


def body_told(entry: RegisterEntry) -> str:
    """Return what else an entry keeps, in words, without whole numbers of documents and telephones."""
    body = entry.body
    request, decision = body.get("request"), body.get("decision")
    if isinstance(request, dict):
        return _request(request)
    if isinstance(decision, dict):
        return _decision(decision)
    parts = [(_LABELS[key][0], _LABELS[key][1](body[key])) for key in _LABELS if key in body]
    said = [f"{name}：{value}" for name, value in parts if value]
    unknown = {key: value for key, value in body.items() if key not in _LABELS and key not in _LEFT_OUT}
    if unknown:
        said.append(json.dumps(unknown, ensure_ascii=False, sort_keys=True))
    return "；".join(said)


def _request(request: Mapping[str, object]) -> str:
    persons = request.get("persons")
    names = [
        str(person.get("name", ""))
        for person in (persons if isinstance(persons, list) else [])
        if isinstance(person, dict)
    ]
    document = request.get("legal_document")
    paper = ""
    if isinstance(document, dict):
        paper = f"{document.get('title', '')} {document.get('number', '')}".strip()
    parts = (
        ("申请单位", str(request.get("unit", ""))),
        ("人员", "、".join(names)),
        ("用途", str(request.get("purpose", ""))),
        ("案（事）件编号", str(request.get("case_number", ""))),
        ("法律文书", paper),
    )
    return "；".join(f"{name}：{value}" for name, value in parts if value)


def _decision(decision: Mapping[str, object]) -> str:
    operator, footage = decision.get("by"), decision.get("footage")
    parts = []
    if isinstance(operator, dict):
        parts.append(f"审批人：{operator.get('name', '')} {operator.get('unit', '')}".rstrip())
    if isinstance(footage, list) and footage:
        parts.append(f"批准：{len(footage)} 段")
    if until := _time(decision.get("valid_until_ms")):
        parts.append(f"有效期至：{until}")
    return "；".join(parts)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "开" if value else "关"
    return "" if value is None else str(value)


def _time(value: object) -> str:
    return moment(value).strftime("%Y-%m-%d %H:%M:%S") if isinstance(value, int) and value > 0 else ""


def _size(value: object) -> str:
    return f"{value:,} 字节" if isinstance(value, int) else _text(value)


def _count(value: object) -> str:
    if isinstance(value, list):
        return "、".join(str(each) for each in value)
    return f"{value} 个" if isinstance(value, int) and value else ""


def _pictures(value: object) -> str:
    return f"{len(value)} 张" if isinstance(value, list) else ""


def _answer(value: object) -> str:
    return "是" if value is True else "否"


def _algorithm(value: object) -> str:
    return {"sm2": "SM2", "ed25519": "Ed25519"}.get(_text(value), _text(value))


def _offset(value: object) -> str:
    if not isinstance(value, int):
        return "未校对"
    return "与平台一致" if value == 0 else f"{'快' if value > 0 else '慢'} {abs(value) / 1000:g} 秒"


_LABELS: Final[Mapping[str, tuple[str, Callable[[object], str]]]] = {
    "retrieval": ("登记编号", _text),
    "form": ("表单", lambda value: _FORMS.get(_text(value), _text(value))),
    "kind": ("类别", lambda value: "浏览件" if value == "browsing_copy" else _text(value)),
    "code": ("原因", lambda value: error_word(_text(value))),
    "old": ("原值", _text),
    "new": ("新值", _text),
    "folder": ("位置", _text),
    "files": ("文件", _count),
    "pictures": ("图片", _pictures),
    "bytes": ("大小", _size),
    "width": ("宽", _text),
    "height": ("高", _text),
    "gaps": ("缺少", lambda value: f"{value} 处" if value else ""),
    "picture_ms": ("画面时刻", _time),
    "copy_expires_at_ms": ("副本删除期限", _time),
    "manifest_sha256": ("清单 SHA-256", _text),
    "sha256": ("SHA-256", _text),
    "sm3": ("SM3", _text),
    "algorithm": ("签名算法", _algorithm),
    "key_fingerprint": ("公钥指纹", _text),
    "key_kept": ("密钥存于钥匙串", _answer),
    "made_from": ("原件", _text),
    "made_from_manifest_sha256": ("原件清单 SHA-256", _text),
    "watermark": ("水印", _text),
    "masks": ("马赛克", lambda value: f"{value} 块" if value else "无"),
    "removed": ("删除", _count),
    "left": ("未能删除", _count),
    "complete": ("全部删除", _answer),
    "found": ("删除时仍在", _answer),
    "osd_ms": ("画面时间", _time),
    "noted_ms": ("平台时间", _time),
    "offset_ms": ("误差", _offset),
    "method": ("方法", lambda value: _METHODS.get(_text(value), _text(value))),
    "entries": ("条数", _text),
    "from_ms": ("从", _time),
    "to_ms": ("到", _time),
}
"""What a body's values are called and how they are told; in the order in which they are read."""
_LEFT_OUT: Final = frozenset(
    {
        "export",
        "instance",
        "local",
        "request",
        "decision",
        "request_sha256",
        "package",
        "requester_class",
        "setting",
    }
)
"""What only the program needs, what another column says, and nonsense where a request should be: it may name
persons."""
