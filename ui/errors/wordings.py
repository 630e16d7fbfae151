"""The wordings of every error code; tables only, looked up by `ui.errors.texts`."""

from dataclasses import dataclass
from typing import Final

from desktop.errors import ErrorCode
from ui.i18n import mark


@dataclass(frozen=True, slots=True)
class Wording:
    """Source texts: what happened (may hold `{place}`: a host, or what is meant) and what to do next."""

    what: str
    advice: str


LONG: Final[dict[ErrorCode, Wording]] = {
    ErrorCode.BAD_ADDRESS: Wording(
        mark("errors", "这不是一个可用的平台地址。"),
        mark("errors", "请填写主机名或 IP，可带端口，例如 10.1.2.3:8080 或 https://sp.example.cn。"),
    ),
    ErrorCode.UNKNOWN_HOST: Wording(
        mark("errors", "网络里没有叫这个名字的主机{place}。"),
        mark("errors", "请检查地址有没有写错，以及本机是否接入了专网。"),
    ),
    ErrorCode.CONNECTION_REFUSED: Wording(
        mark("errors", "找到了主机{place}，但它没有在这个端口提供服务。"),
        mark("errors", "请检查端口号；如果没有错，请联系运维确认平台是否已经启动。"),
    ),
    ErrorCode.UNREACHABLE: Wording(
        mark("errors", "本机与平台{place}之间的网络不通。"),
        mark("errors", "请检查网线、交换机和专网连接；恢复后会自动重连。"),
    ),
    ErrorCode.TIMED_OUT: Wording(
        mark("errors", "平台{place}在规定时间内没有应答。"),
        mark("errors", "可能是网络拥堵或平台繁忙，请稍后再试。"),
    ),
    ErrorCode.CERTIFICATE_UNTRUSTED: Wording(
        mark("errors", "平台{place}的证书没有得到信任，因此没有发送密码。"),
        mark("errors", "请向平台管理员核对证书指纹，再登录一次并选择信任。"),
    ),
    ErrorCode.CERTIFICATE_CHANGED: Wording(
        mark("errors", "平台{place}的证书与上次信任的不同，可能有人冒充平台；没有发送密码。"),
        mark("errors", "请先打电话向平台管理员核实是否更换过证书，不要急于登录。"),
    ),
    ErrorCode.BAD_CREDENTIALS: Wording(
        mark("errors", "平台不认可这组用户名和密码。"),
        mark("errors", "请检查大小写后再试。"),
    ),
    ErrorCode.LOCKED_OUT: Wording(
        mark("errors", "密码错误次数过多，平台暂时锁定了这个账号。"),
        mark("errors", "到时间会自动解锁，忘记密码请联系平台管理员。"),
    ),
    ErrorCode.SESSION_EXPIRED: Wording(
        mark("errors", "登录已过期，平台要求重新确认身份。"),
        mark("errors", "请再输入一次密码，视墙的布局会保留。"),
    ),
    ErrorCode.FORBIDDEN: Wording(
        mark("errors", "这个账号没有做这件事的权限。"),
        mark("errors", "确有工作需要时，请向平台管理员申请。"),
    ),
    ErrorCode.NOT_FOUND: Wording(
        mark("errors", "要找的内容已不存在：可能已被删除、拆除，或不在您的管辖范围内。"),
        mark("errors", "请刷新列表后重新选择。"),
    ),
    ErrorCode.CAMERA_OFFLINE: Wording(
        mark("errors", "平台报告这个摄像机离线。"),
        mark("errors", "恢复上线后会自动播放；长时间离线请报修。"),
    ),
    ErrorCode.TICKET_EXPIRED: Wording(
        mark("errors", "平台给的播放许可已经过期。"),
        mark("errors", "会自动重新申请，不需要操作。"),
    ),
    ErrorCode.TOO_MANY_REQUESTS: Wording(
        mark("errors", "短时间内请求太多，平台要求放慢。"),
        mark("errors", "稍后会自动继续。"),
    ),
    ErrorCode.PLATFORM_ERROR: Wording(
        mark("errors", "平台{place}内部出错，没有完成请求。"),
        mark("errors", "请稍后再试；一再出现请联系平台运维。"),
    ),
    ErrorCode.PLATFORM_UNAVAILABLE: Wording(
        mark("errors", "平台{place}正在维护或过载，暂时不提供服务。"),
        mark("errors", "恢复后会自动重连。"),
    ),
    ErrorCode.BAD_ANSWER: Wording(
        mark("errors", "平台{place}的应答不合规范，无法读懂。"),
        mark("errors", "请稍后再试；一再出现请把本机日志交给运维。"),
    ),
    ErrorCode.ANSWER_TOO_LARGE: Wording(
        mark("errors", "平台{place}的应答大得不正常，为安全起见没有读取。"),
        mark("errors", "请联系平台运维。"),
    ),
    ErrorCode.NOT_A_PLATFORM: Wording(
        mark("errors", "这个地址{place}有应答，但它不是本软件支持的视频平台。"),
        mark("errors", "请检查地址和端口。"),
    ),
    ErrorCode.STREAM_CUT: Wording(
        mark("errors", "视频传到一半，连接断开了。"),
        mark("errors", "会自动重连，不需要操作。"),
    ),
    ErrorCode.STREAM_STALLED: Wording(
        mark("errors", "连接还在，但不再有新画面传来。"),
        mark("errors", "会自动重连；一再出现请报修该点位。"),
    ),
    ErrorCode.BAD_STREAM: Wording(
        mark("errors", "收到的视频数据无法解读。"),
        mark("errors", "实时画面会自动重试，导出和截图请再试一次；一再出现请报修该点位。"),
    ),
    ErrorCode.CODEC_UNSUPPORTED: Wording(
        mark("errors", "这个摄像机的视频编码，本机的播放组件不支持。"),
        mark("errors", "请联系运维把码流改为 H.264 或 H.265。"),
    ),
    ErrorCode.ENGINE_FAILED: Wording(
        mark("errors", "播放组件 libVLC 不能工作。"),
        mark("errors", "请重新运行安装命令；仍不行请把本机日志交给运维。"),
    ),
    ErrorCode.NO_RECORDING: Wording(
        mark("errors", "这个摄像机在这一时刻没有录像，可能当时停电、离线，或录像已被覆盖。"),
        mark("errors", "请在时间轴上选择有录像的时段。"),
    ),
    ErrorCode.DEVICE_BUSY: Wording(
        mark("errors", "这段录像存放在前端设备上，设备同一时间只能供一处回放，现在正被占用。"),
        mark("errors", "请等对方结束后再试，或与对方联系；已上传平台的录像不受影响。"),
    ),
    ErrorCode.NOT_OFFERED: Wording(
        mark("errors", "当前平台没有提供这项功能。"),
        mark("errors", "如果工作需要，请与平台管理员联系。"),
    ),
    ErrorCode.NOT_APPROVED: Wording(
        mark("errors", "这份登记没有批准，或批准的点位、时间范围、有效期不包括所要的录像。"),
        mark("errors", "请核对登记的审批结果；需要更多录像时，请另行登记并报批。"),
    ),
    ErrorCode.OWN_REQUEST: Wording(
        mark("errors", "自己提出的申请不能由自己审批。"),
        mark("errors", "请由另一位有审批权限的人员登录审批。"),
    ),
    ErrorCode.ALREADY_DECIDED: Wording(
        mark("errors", "这份申请已经审批过，或已被撤回，结果不能再改。"),
        mark("errors", "请刷新列表查看结果；需要调整时请另行登记。"),
    ),
    ErrorCode.INCOMPLETE_REQUEST: Wording(
        mark("errors", "还有必填的内容没有填写，或填写有误。"),
        mark("errors", "请按提示补齐后再试。"),
    ),
    ErrorCode.WRONG_FOOTAGE: Wording(
        mark("errors", "平台传来的录像与所要的点位或时间不符，没有采用。"),
        mark("errors", "可以重试；一再出现请把本机日志交给运维，不要使用这段录像。"),
    ),
    ErrorCode.DISK_FULL: Wording(
        mark("errors", "目标磁盘的剩余空间不够。"),
        mark("errors", "请清理磁盘或换一个位置；已取得的部分会保留，有空间后接着下载。"),
    ),
    ErrorCode.TARGET_UNWRITABLE: Wording(
        mark("errors", "无法在目标文件夹里写入文件，可能是只读，或移动硬盘已被拔出。"),
        mark("errors", "请重新插好硬盘，或换一个可以写入的文件夹；已取得的部分不会丢失。"),
    ),
    ErrorCode.WORKER_FAILED: Wording(
        mark("errors", "处理录像的后台程序意外停止，这一步没有做完。"),
        mark("errors", "请再试一次；一再出现请把本机日志交给运维。"),
    ),
    ErrorCode.PACKAGE_CHANGED: Wording(
        mark("errors", "证据包与登记的不一致{place}：做好以后被改动过。"),
        mark("errors", "请不要使用这份证据包，先用“验证证据包”查看改动了什么。"),
    ),
    ErrorCode.SECRET_STORE_UNAVAILABLE: Wording(
        mark("errors", "系统密钥环没有应答，密码没有保存。"),
        mark("errors", "不影响使用，下次登录时再输入一次密码。"),
    ),
    ErrorCode.STORAGE_FAILED: Wording(
        mark("errors", "本机保存的文件{place}无法读写，或内容已损坏。"),
        mark("errors", "请检查磁盘空间和文件夹权限。"),
    ),
    ErrorCode.CANCELLED: Wording(
        mark("errors", "操作已取消。"),
        mark("errors", "需要时可以再试一次。"),
    ),
}

MISSING: Final[dict[str, Wording]] = {
    "camera": Wording(
        mark("errors", "平台上没有这个点位{place}，可能已经拆除，或不在您的管辖范围内。"),
        mark("errors", "请从目录里重新选择。"),
    ),
    "retrieval": Wording(
        mark("errors", "没有这个编号的调取登记{place}，或不在您的管辖范围内。"),
        mark("errors", "请核对登记编号，或刷新登记列表。"),
    ),
    "export": Wording(
        mark("errors", "没有这个导出任务，可能已被删除。"),
        mark("errors", "请在导出列表里重新选择。"),
    ),
    "file": Wording(
        mark("errors", "找不到文件{place}，可能已被移走或删除。"),
        mark("errors", "请检查文件所在的文件夹，移动硬盘是否已接上。"),
    ),
}
"""NOT_FOUND where the error's detail of that name says what was looked for."""
