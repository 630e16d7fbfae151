"""All settings of the program."""

from desktop.settings.schema import Choice, Scope, Setting

LANGUAGE = Setting(
    "language",
    "zh_CN",
    "语言",
    "Language",
    "界面文字的语言，立即生效。",
    "Language of the interface; takes effect at once.",
    choices=(Choice("zh_CN", "中文", "中文"), Choice("en", "English", "English")),
)
TRANSPORT = Setting(
    "transport",
    "auto",
    "取流方式",
    "Transport",
    "优先使用的取流协议；平台不提供时自动改用其他协议。",
    "Preferred protocol for live streams; another one is used where the platform does not offer it.",
    choices=(
        Choice("auto", "自动", "Automatic"),
        Choice("http-ts", "HTTP-TS", "HTTP-TS"),
        Choice("http-flv", "HTTP-FLV", "HTTP-FLV"),
        Choice("rtsp", "RTSP", "RTSP"),
    ),
)
HARDWARE_DECODING = Setting(
    "hardware_decoding",
    "auto",
    "硬件解码",
    "Hardware decoding",
    "自动：本机支持时使用显卡解码；画面异常时可关闭。",
    "Automatic: decode on the graphics card where there is one; switch it off when pictures look wrong.",
    choices=(Choice("auto", "自动", "Automatic"), Choice("off", "关闭", "Off")),
)
CAPTION_SIZE = Setting(
    "caption_size",
    "medium",
    "画面标题字号",
    "Caption size",
    "每个画面上摄像机名称的大小。",
    "Size of the camera's name on each tile.",
    choices=(
        Choice("small", "小", "Small"),
        Choice("medium", "中", "Medium"),
        Choice("large", "大", "Large"),
    ),
)
SHOW_INFO_OVERLAY = Setting(
    "show_info_overlay",
    False,
    "显示码流信息",
    "Show stream information",
    "在画面上显示编码、分辨率、帧率和码率。",
    "Show codec, resolution, frame rate and bit rate on every tile.",
)
REMEMBER_WALL = Setting(
    "remember_wall",
    True,
    "启动时恢复上次的画面",
    "Restore the last wall at start",
    "登录后自动打开上次退出时的画面布局。",
    "Open the layout of the last time after signing in.",
)
MAX_OPENS = Setting(
    "max_opens",
    8,
    "同时打开的画面数",
    "Streams opened at the same time",
    "同时建立连接的画面上限；网络或电脑较慢时调小。",
    "How many tiles connect at the same time; lower it on a slow network or computer.",
    minimum=1,
    maximum=64,
    unit_zh="路",
    unit_en="streams",
)
ONLINE_ONLY = Setting(
    "online_only",
    False,
    "只显示在线",
    "Online only",
    "区域树和搜索只显示在线的摄像机。",
    "Show only cameras that are online in the tree and in searches.",
)
HIDE_EMPTY_REGIONS = Setting(
    "hide_empty_regions",
    False,
    "隐藏没有摄像机的区域",
    "Hide regions without cameras",
    "区域树里不列出一个摄像机都没有的镇、村。",
    "Leave towns and villages without any camera out of the tree.",
)
PLAYBACK_ROLE = Setting(
    "playback_role",
    "auto",
    "回放码流",
    "Stream for playback",
    "自动：大画面用主码流，小画面用子码流；网络较慢时可固定用子码流。",
    "Automatic: the main stream on large tiles, the small one on small tiles, which suits a slow network.",
    choices=(
        Choice("auto", "自动", "Automatic"),
        Choice("main", "主码流", "Main stream"),
        Choice("sub", "子码流", "Small stream"),
    ),
)
JUMP_S = Setting(
    "jump_s",
    10,
    "回放跳转步长",
    "Jump in playback",
    "按左、右方向键时向前或向后跳过的时间。",
    "How far the left and right arrow keys jump.",
    minimum=1,
    maximum=600,
    unit_zh="秒",
    unit_en="s",
)
REPLAY_MEMORY_MB = Setting(
    "replay_memory_mb",
    100,
    "即时回看内存",
    "Memory for instant replay",
    "全部画面用于即时回看的内存上限；越大，可回看的时间越长。",
    "Limit for all tiles together; the more, the further back a live picture can be rewound.",
    minimum=20,
    maximum=2000,
    unit_zh="MB",
    unit_en="MB",
)
EXPORT_FOLDER = Setting(
    "export_folder",
    "",
    "导出文件夹",
    "Export folder",
    "证据包放在哪里；留空时放在“文档”里的“雪亮取证”。",
    "Where packages of evidence are put; when empty, a folder in Documents.",
    folder=True,
)
EXPORT_JOBS = Setting(
    "export_jobs",
    2,
    "同时进行的导出",
    "Exports at the same time",
    "超过的任务排队等候；网络较慢时调小。",
    "Further ones wait in the queue; lower it on a slow network.",
    minimum=1,
    maximum=4,
    unit_zh="个",
    unit_en="jobs",
)
COPY_DAYS = Setting(
    "copy_days",
    30,
    "本机副本保留",
    "Keep local copies for",
    "导出后到这个期限提醒删除（条例第 17 条）；登记里写了更早日期的，以登记为准。",
    "After that a reminder to delete them (Order 799 Art. 17); an earlier date in the register counts.",
    minimum=1,
    maximum=90,
    unit_zh="天",
    unit_en="days",
)
SNAPSHOT_NEEDS_ENTRY = Setting(
    "snapshot_needs_entry",
    False,
    "本单位截图也须有已批准的登记",
    "Own pictures need an approved entry too",
    "关闭时，本单位值班截图只须说明事由，并自动登记；对外提供的截图始终须有已批准的登记。",
    "When off, pictures for one's own duty need a reason and are registered; those for others need an entry.",
)
TWO_PERSONS = Setting(
    "two_persons",
    "strict",
    "调取须两人到场",
    "Two persons for requests",
    "严格：除本单位和村民本人外都须两人；仅国家机关：律师可以一人。",
    "Strict: everybody but one's own unit and residents; state organs only: a lawyer may come alone.",
    choices=(
        Choice("strict", "严格", "Strict"),
        Choice("state_organs", "仅国家机关", "State organs only"),
        Choice("nobody", "不要求", "Not required"),
    ),
)
LEGAL_DOCUMENT_SCAN = Setting(
    "legal_document_scan",
    True,
    "法律文书须附扫描件",
    "Scan of the legal document",
    "国家机关复制录像时，须附法律文书的扫描件或照片。",
    "A state organ's request for a copy needs a scan or photo of its legal document.",
)
CASE_AND_APPROVER = Setting(
    "case_and_approver",
    True,
    "国家机关须填写案件编号和批准人",
    "Case number and approver of state organs",
    "国家机关复制录像、截图时，须填写案件编号和申请方的批准人。",
    "A state organ that takes footage names its case and who approved it on its side.",
)
HOUSEHOLD_CONSENT = Setting(
    "household_consent",
    "always",
    "家庭摄像机须户主同意",
    "Householder's consent",
    "调取家庭（门店）摄像机的录像时，何时须登记户主的同意（条例第 33 条）。",
    "When the owner of a household camera must have consented (Order 799 Art. 33).",
    choices=(
        Choice("always", "总是", "Always"),
        Choice("without_document", "没有法律文书时", "Without a legal document"),
    ),
)
LONGEST_HOURS = Setting(
    "longest_hours",
    24,
    "每路时长超过须说明",
    "Explain ranges longer than",
    "一路摄像机的时长超过它时，须在备注里说明必要性（条例第 20 条）。",
    "More hours of one camera need an explanation in the note (Order 799 Art. 20).",
    minimum=1,
    maximum=744,
    unit_zh="小时",
    unit_en="h",
)
SIGNATURE_ALGORITHM = Setting(
    "signature_algorithm",
    "ed25519",
    "清单签名算法",
    "Signature of manifests",
    "Ed25519 到处都能验证；有国密要求时选 SM2。",
    "Ed25519 can be verified everywhere; SM2 where the national algorithms are required.",
    choices=(Choice("ed25519", "Ed25519", "Ed25519"), Choice("sm2", "SM2（国密）", "SM2")),
)
LASTING_CHANGES = Setting(
    "lasting_changes",
    False,
    "只看持续变化",
    "Lasting changes only",
    "查找有变化处时不列短暂的变化，例如有人走过。",
    "Leave out brief changes, such as somebody who walks past, when looking for what changed.",
    scope=Scope.HIDDEN,
)
MOTION_MARKS = Setting(
    "motion_marks",
    True,
    "显示移动侦测",
    "Show motion",
    "时间轴上显示移动侦测，跳转标记时停在移动侦测处。",
    "Show motion on the timeline, and stop at it when jumping from mark to mark.",
    scope=Scope.HIDDEN,
)
ALARM_MARKS = Setting(
    "alarm_marks",
    True,
    "显示报警",
    "Show alarms",
    "时间轴上显示报警，跳转标记时停在报警处。",
    "Show alarms on the timeline, and stop at them when jumping from mark to mark.",
    scope=Scope.HIDDEN,
)
WINDOW_GEOMETRY = Setting(
    "window_geometry",
    "",
    "窗口位置",
    "Window geometry",
    "上次的窗口位置和大小。",
    "Where the window was the last time.",
    scope=Scope.HIDDEN,
)
PLATFORMS = Setting(
    "platforms",
    "[]",
    "平台列表",
    "Platforms",
    "登录过的平台和用户名，不含密码。",
    "Platforms and user names of earlier sign-ins, without passwords.",
    scope=Scope.HIDDEN,
)

ALL: tuple[Setting[str] | Setting[int] | Setting[bool], ...] = (
    LANGUAGE,
    TRANSPORT,
    HARDWARE_DECODING,
    CAPTION_SIZE,
    SHOW_INFO_OVERLAY,
    REMEMBER_WALL,
    MAX_OPENS,
    ONLINE_ONLY,
    HIDE_EMPTY_REGIONS,
    PLAYBACK_ROLE,
    JUMP_S,
    REPLAY_MEMORY_MB,
    EXPORT_FOLDER,
    EXPORT_JOBS,
    COPY_DAYS,
    SNAPSHOT_NEEDS_ENTRY,
    TWO_PERSONS,
    LEGAL_DOCUMENT_SCAN,
    CASE_AND_APPROVER,
    HOUSEHOLD_CONSENT,
    LONGEST_HOURS,
    SIGNATURE_ALGORITHM,
    LASTING_CHANGES,
    MOTION_MARKS,
    ALARM_MARKS,
    WINDOW_GEOMETRY,
    PLATFORMS,
)
