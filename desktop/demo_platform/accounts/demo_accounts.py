"""The accounts of the demonstration; everybody may know their password."""

from dataclasses import dataclass

from desktop.demo_platform.accounts.rights import Right

PASSWORD = "xueliang-2026"  # noqa: S105 - the demonstration's, printed in its documents


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account as it is created with the database."""

    user: str
    display_name: str
    role: str
    unit: str
    scope_code: str
    rights: tuple[Right, ...]


_LIVE_AND_PAST = (Right.LIVE, Right.PLAYBACK)

ACCOUNTS = (
    DemoAccount("admin", "市平台管理员", "city_admin", "娄底市综治中心", "4313", tuple(Right)),
    DemoAccount(
        "shuangfeng",
        "双峰县值班长",
        "county",
        "双峰县综治中心",
        "431321",
        (*_LIVE_AND_PAST, Right.EXPORT, Right.PTZ, Right.HOUSEHOLD, Right.REGISTERS, Right.APPROVE),
    ),
    DemoAccount(
        "zimenqiao",
        "梓门桥镇值班员",
        "duty_officer",
        "梓门桥镇综治中心",
        "431321103",
        (*_LIVE_AND_PAST, Right.PTZ, Right.HOUSEHOLD),
    ),
    DemoAccount(
        "wantou",
        "湾头村综治专干",
        "village_security",
        "湾头村综治工作站",
        "431321103250",
        (*_LIVE_AND_PAST, Right.HOUSEHOLD),
    ),
    DemoAccount(
        "fujing",
        "梓门桥派出所村辅警",
        "police_auxiliary",
        "梓门桥派出所",
        "431321103",
        (*_LIVE_AND_PAST, Right.EXPORT, Right.HOUSEHOLD),
    ),
    DemoAccount(
        "shenpi",
        "梓门桥镇综治中心副主任",
        "approver",
        "梓门桥镇综治中心",
        "431321103",
        (*_LIVE_AND_PAST, Right.EXPORT, Right.HOUSEHOLD, Right.REGISTERS, Right.APPROVE),
    ),
    DemoAccount("weihu", "平台运维员", "maintenance", "平台运维中心", "4313", (Right.DEVICE_STATE,)),
    DemoAccount("jiancha", "监察员", "inspector", "娄底市监督检查组", "4313", (Right.REGISTERS,)),
)
