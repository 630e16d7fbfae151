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
    MOTION_MARKS,
    ALARM_MARKS,
    WINDOW_GEOMETRY,
    PLATFORMS,
)
