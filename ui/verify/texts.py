"""The verdict's words on screen; in Chinese they are those of `desktop.evidence.verdict_words`."""

from typing import Final

from desktop.evidence.verdict import FileState, Finding, FindingCode, RegisterMatch, Verdict
from ui.i18n import mark, translate
from ui.icons import Icon
from ui.theme import COLOURS
from ui.wall.caption import plain

_COLON = "\uff1a"
_PLAIN_COLON = ": "
FINDINGS: Final = {
    FindingCode.CHANGED: mark("Verdict", "第 {number} 个文件已被改动：{file}"),
    FindingCode.MISSING: mark("Verdict", "缺少第 {number} 个文件：{file}"),
    FindingCode.EXTRA: mark("Verdict", "多出清单以外的文件：{file}"),
    FindingCode.RENAMED: mark("Verdict", "第 {number} 个文件被改名：{file} → {detail}"),
    FindingCode.NOT_A_FILE: mark("Verdict", "第 {number} 个文件不是普通文件：{file}"),
    FindingCode.UNREADABLE: mark("Verdict", "第 {number} 个文件无法读取：{file}"),
    FindingCode.SUMS_CHANGED: mark("Verdict", "校验值文件 {file} 已被改动"),
    FindingCode.SUMS_MISSING: mark("Verdict", "缺少校验值文件 {file}"),
    FindingCode.MANIFEST_MISSING: mark("Verdict", "缺少清单 {file}，无法逐一核对文件"),
    FindingCode.MANIFEST_UNREADABLE: mark("Verdict", "清单 {file} 已被改动或损坏，不能读取"),
    FindingCode.MANIFEST_CHANGED: mark("Verdict", "清单 {file} 已被改动，与签名不符"),
    FindingCode.SIGNATURE_MISSING: mark("Verdict", "缺少签名文件 {file}"),
    FindingCode.SIGNATURE_BAD: mark("Verdict", "签名文件 {file} 已被改动或替换"),
    FindingCode.KEY_MISSING: mark("Verdict", "缺少公钥文件 {file}"),
    FindingCode.KEY_CHANGED: mark("Verdict", "公钥文件 {file} 已被改动或替换"),
    FindingCode.OTHER_KEY: mark("Verdict", "签名不是本登记所记的密钥：本包可能由他人重新签名"),
    FindingCode.OTHER_MANIFEST: mark("Verdict", "登记簿记的不是这一份清单：清单可能被替换"),
    FindingCode.NOT_REGISTERED: mark("Verdict", "登记簿中没有本包的导出记录"),
    FindingCode.REGISTER_BROKEN: mark("Verdict", "登记簿自身不完整或已被改动，不能作证"),
}
STATES: Final = {
    FileState.UNCHANGED: mark("Verdict", "一致"),
    FileState.CHANGED: mark("Verdict", "已改动"),
    FileState.MISSING: mark("Verdict", "缺少"),
    FileState.EXTRA: mark("Verdict", "多出"),
    FileState.UNREADABLE: mark("Verdict", "无法读取"),
}
STATE_LOOKS: Final = {
    FileState.UNCHANGED: (Icon.CHECK, COLOURS.live),
    FileState.CHANGED: (Icon.ERROR, COLOURS.error),
    FileState.MISSING: (Icon.UNLINK, COLOURS.error),
    FileState.EXTRA: (Icon.PLUS, COLOURS.error),
    FileState.UNREADABLE: (Icon.WARNING, COLOURS.frozen),
}
MATCHES: Final = {
    RegisterMatch.NOT_ASKED: mark("Verdict", "未与登记核对：请将公钥指纹与调取登记表上打印的指纹核对"),
    RegisterMatch.UNKNOWN: mark(
        "Verdict", "本机登记簿中没有本包（由其他工作站制作）：请将公钥指纹与登记表上打印的指纹核对"
    ),
    RegisterMatch.MATCHES: mark("Verdict", "与登记一致"),
    RegisterMatch.DIFFERS: mark("Verdict", "与登记不一致"),
}
MATCH_LOOKS: Final = {
    RegisterMatch.NOT_ASKED: (Icon.WARNING, COLOURS.frozen),
    RegisterMatch.UNKNOWN: (Icon.WARNING, COLOURS.frozen),
    RegisterMatch.MATCHES: (Icon.CHECK, COLOURS.live),
    RegisterMatch.DIFFERS: (Icon.ERROR, COLOURS.error),
}


def headline(verdict: Verdict) -> str:
    """Return the sentence that counts."""
    if verdict.untouched:
        return translate("Verdict", "文件自导出后未被改动")
    if len(verdict.findings) == 1:
        return _parted(finding_text(verdict.findings[0]))[0]
    return translate("Verdict", "本证据包与导出时不一致：发现 {n} 处").format(n=len(verdict.findings))


def details(verdict: Verdict, most: int) -> list[str]:
    """Return what the headline leaves out: the file of a single finding, or each of several."""
    if len(verdict.findings) == 1:
        rest = _parted(finding_text(verdict.findings[0]))[1]
        return [rest] if rest else []
    lines = [finding_text(finding) for finding in verdict.findings[:most]]
    left = len(verdict.findings) - len(lines)
    return [*lines, translate("Verdict", "……另有 {n} 处").format(n=left)] if left else lines


def _parted(text: str) -> tuple[str, str]:
    """Return what stands before the first colon, Chinese or not, and what stands after it."""
    head, _, rest = text.replace(_COLON, _PLAIN_COLON, 1).partition(_PLAIN_COLON)
    return head, rest


def finding_text(finding: Finding) -> str:
    """Return one finding as a sentence."""
    return translate("Verdict", FINDINGS[finding.code]).format(
        file=plain(finding.file), number=finding.number, detail=plain(finding.detail)
    )


def state_text(state: FileState) -> str:
    """Return a file's state."""
    return translate("Verdict", STATES[state])


def match_text(match: RegisterMatch) -> str:
    """Return what the register says."""
    return translate("Verdict", MATCHES[match])
