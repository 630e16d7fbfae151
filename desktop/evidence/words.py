"""The Chinese words of a manifest: people read it on paper, in court, without this program."""

from collections.abc import Mapping

from desktop.domain.beijing import moment
from desktop.domain.evidence import ClockError, ClockMethod, FileKind, SignatureAlgorithm
from desktop.domain.export import FetchMethod, GapCause
from desktop.domain.recording import RecordStorage
from desktop.domain.retrieval import DocumentType, RequesterClass, RetrievalKind
from desktop.domain.time_range import TimeRange

UNMEASURED = "未校对"
UNKNOWN = "未知"
FILE_KINDS: Mapping[FileKind, str] = {
    FileKind.ORIGINAL: "原始录像",
    FileKind.BROWSING_COPY: "浏览副本（非原始录像）",
    FileKind.SNAPSHOT: "截图",
}
METHODS: Mapping[FetchMethod, str] = {
    FetchMethod.FILE: "平台下载（平台原文件，按字节取回）",
    FetchMethod.STREAM: "码流转存（回放码流原样封装，未重新编码）",
    FetchMethod.STILL: "截图（主码流解码的一帧，未缩放，无损存为 PNG）",
    FetchMethod.TRANSCODED: "转码（由本机保存的原始录像制作浏览件，非原始录像）",
}
STORAGES: Mapping[RecordStorage, str] = {
    RecordStorage.PLATFORM: "平台中心存储",
    RecordStorage.DEVICE: "前端设备存储",
}
GAP_CAUSES: Mapping[GapCause, str] = {
    GapCause.NO_RECORDING: "无录像",
    GapCause.OVERWRITTEN: "录像已被覆盖",
    GapCause.REFUSED: "平台或设备未提供",
    GapCause.DAMAGED: "数据损坏，无法解码或时间不符",
}
KINDS: Mapping[RetrievalKind, str] = {
    RetrievalKind.VIEW: "查阅",
    RetrievalKind.COPY: "复制",
    RetrievalKind.SNAPSHOT: "截图",
}
REQUESTERS: Mapping[RequesterClass, str] = {
    RequesterClass.POLICE_STATION: "派出所",
    RequesterClass.TRAFFIC_POLICE: "交警",
    RequesterClass.STATE_ORGAN: "其他国家机关",
    RequesterClass.DISCIPLINE: "纪检监察",
    RequesterClass.COURT_OR_PROCURATORATE: "法院、检察院",
    RequesterClass.OWN_UNIT: "本单位",
    RequesterClass.RESIDENT: "村民本人、近亲属或监护人",
    RequesterClass.LAWYER: "律师",
}
PAPERS: Mapping[DocumentType, str] = {
    DocumentType.POLICE_ID: "人民警察证",
    DocumentType.WORK_ID: "工作证",
    DocumentType.IDENTITY_CARD: "居民身份证",
    DocumentType.LAWYER_LICENCE: "律师执业证",
    DocumentType.OTHER: "其他证件",
}
CLOCK_METHODS: Mapping[ClockMethod, str] = {
    ClockMethod.OSD_BY_EYE: "人工读画面时间（OSD），对照平台时钟",
    ClockMethod.SNAPSHOT: "抓拍比对画面时间",
}
STREAMS: Mapping[str, str] = {"main": "主码流", "sub": "子码流"}
ALGORITHMS: Mapping[SignatureAlgorithm, str] = {
    SignatureAlgorithm.ED25519: "Ed25519（RFC 8032）",
    SignatureAlgorithm.SM2: "SM2 与 SM3（GB/T 32918、GB/T 32905）",
}
COMMANDS: Mapping[SignatureAlgorithm, str] = {
    SignatureAlgorithm.ED25519: (
        "openssl pkeyutl -verify -rawin -pubin -inkey public_key.pem -sigfile manifest.sig -in manifest.json"
    ),
    SignatureAlgorithm.SM2: (
        "openssl pkeyutl -verify -rawin -digest sm3 -pkeyopt distid:1234567812345678 "
        "-pubin -inkey public_key.pem -sigfile manifest.sig -in manifest.json"
    ),
}
PLAYER = "VLC media player 3.0 及以上版本（免费软件，videolan.org），或其他支持该编码的播放器"
STATEMENT = (
    "校验值与签名只证明文件自导出后有没有被改动，不证明画面内容的真伪。"
    "平台时钟、摄像机画面时钟与北京时间是不同的时钟，画面时间须结合校时误差认定。"
)
MEMORY_KEY = "本机没有可用的系统密钥环，签名密钥只在本次运行期间存在，指纹须以登记为准。"


def instant(ms: int) -> str:
    """Return an instant as ISO 8601 in Beijing time, to the millisecond."""
    return moment(ms).isoformat(timespec="milliseconds")


def said(ms: int | None) -> str:
    """Return an instant for people, to the second; 未知 for None."""
    return UNKNOWN if ms is None else moment(ms).strftime("%Y-%m-%d %H:%M:%S")


def span(part: TimeRange) -> str:
    """Return a range for people."""
    start, end = moment(part.start_ms), moment(part.end_ms)
    same = start.date() == end.date()
    return f"{start:%Y-%m-%d %H:%M:%S} — {end:{'%H:%M:%S' if same else '%Y-%m-%d %H:%M:%S'}}"


def offset(ms: int) -> str:
    """Return a clock's difference in words: ahead is 快."""
    if ms == 0:
        return "无误差"
    return f"{'快' if ms > 0 else '慢'} {abs(ms) / 1000:.3f} 秒"


def clock(error: ClockError | None) -> str:
    """Return the clock error in words; 未校对 where nobody measured."""
    if error is None:
        return UNMEASURED
    how = f"{CLOCK_METHODS[error.method]}，{error.measured_by}，{said(error.measured_at_ms)}"
    if error.note:
        how = f"{how}；{error.note}"
    return f"{offset(error.offset_ms)}（{how}）"


def yes(value: bool) -> str:
    """Return 是 or 否."""
    return "是" if value else "否"


def duration(ms: int) -> str:
    """Return a length of time for people."""
    seconds, rest = divmod(ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{rest:03d}"
