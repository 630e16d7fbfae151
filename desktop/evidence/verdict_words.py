"""The verdict in a judge's words, in Chinese: the command line and the verdict on paper say the same."""

from collections.abc import Mapping

from desktop.domain.text import plain_text
from desktop.evidence.verdict import FileState, Finding, FindingCode, RegisterMatch, Verdict

UNTOUCHED = "文件自导出后未被改动"
TOUCHED = "本证据包与导出时不一致"
SAYINGS: Mapping[FindingCode, str] = {
    FindingCode.CHANGED: "第 {number} 个文件已被改动：{file}",
    FindingCode.MISSING: "缺少第 {number} 个文件：{file}",
    FindingCode.EXTRA: "多出清单以外的文件：{file}",
    FindingCode.RENAMED: "第 {number} 个文件被改名：{file} → {detail}",
    FindingCode.NOT_A_FILE: "第 {number} 个文件不是普通文件：{file}",
    FindingCode.UNREADABLE: "第 {number} 个文件无法读取：{file}",
    FindingCode.SUMS_MISSING: "缺少校验值文件 {file}",
    FindingCode.SUMS_CHANGED: "校验值文件 {file} 已被改动",
    FindingCode.MANIFEST_MISSING: "缺少清单 {file}，无法逐一核对文件",
    FindingCode.MANIFEST_UNREADABLE: "清单 {file} 已被改动或损坏，不能读取",
    FindingCode.MANIFEST_CHANGED: "清单 {file} 已被改动，与签名不符",
    FindingCode.SIGNATURE_MISSING: "缺少签名文件 {file}",
    FindingCode.SIGNATURE_BAD: "签名文件 {file} 已被改动或替换",
    FindingCode.KEY_MISSING: "缺少公钥文件 {file}",
    FindingCode.KEY_CHANGED: "公钥文件 {file} 已被改动或替换",
    FindingCode.OTHER_KEY: "签名不是本登记所记的密钥：本包可能由他人重新签名",
    FindingCode.OTHER_MANIFEST: "登记簿记的不是这一份清单：清单可能被替换",
    FindingCode.NOT_REGISTERED: "登记簿中没有本包的导出记录",
    FindingCode.REGISTER_BROKEN: "登记簿自身不完整或已被改动，不能作证",
}
STATES: Mapping[FileState, str] = {
    FileState.UNCHANGED: "一致",
    FileState.CHANGED: "已改动",
    FileState.MISSING: "缺少",
    FileState.EXTRA: "多出",
    FileState.UNREADABLE: "无法读取",
}
MATCHES: Mapping[RegisterMatch, str] = {
    RegisterMatch.NOT_ASKED: "未与登记核对：请将公钥指纹与调取登记表上打印的指纹核对",
    RegisterMatch.UNKNOWN: "本机登记簿中没有本包（由其他工作站制作）：请将公钥指纹与登记表上打印的指纹核对",
    RegisterMatch.MATCHES: "与登记一致",
    RegisterMatch.DIFFERS: "与登记不一致",
}


def headline(verdict: Verdict) -> str:
    """Return the one sentence that counts."""
    if verdict.untouched:
        return UNTOUCHED
    return told(verdict.findings[0]) if len(verdict.findings) == 1 else summary(verdict)


def summary(verdict: Verdict) -> str:
    """Return how many things are wrong, by kind where they are of the kinds that people count."""
    counts = {
        "{} 个文件已被改动": (FindingCode.CHANGED, FindingCode.NOT_A_FILE),
        "缺少 {} 个文件": (FindingCode.MISSING,),
        "多出 {} 个文件": (FindingCode.EXTRA,),
        "{} 个文件被改名": (FindingCode.RENAMED,),
    }
    parts, counted = [], 0
    for text, codes in counts.items():
        count = sum(finding.code in codes for finding in verdict.findings)
        counted += count
        parts += [text.format(count)] if count else []
    if counted < len(verdict.findings):
        parts.append(f"{'另有' if parts else '发现'} {len(verdict.findings) - counted} 处问题")
    return "，".join(parts)


def told(finding: Finding) -> str:
    """Return one finding as a sentence; names are shown without control characters."""
    return SAYINGS[finding.code].format(
        file=plain_text(finding.file), number=finding.number, detail=plain_text(finding.detail)
    )
