"""`login` and `cameras`: the core's second consumer; no window, no Qt."""

import argparse
import sys

from desktop import log
from desktop.cli import WallOptions
from desktop.command_run import carry_out, signed_in
from desktop.contexts import SessionContext
from desktop.domain.region import RegionCode
from desktop.session.session import Session


def run(arguments: argparse.Namespace, options: WallOptions) -> int:
    """Run a command of the core."""

    async def work(ring: log.LogRing) -> int:
        async with signed_in(options, ring) as context:
            if arguments.command == "login":
                _tell_account(context.session)
            else:
                await _list_cameras(context, arguments)
        return 0

    return carry_out(options, work)


def _tell_account(session: Session) -> None:
    account = session.account
    rights = "、".join(sorted(right.value for right in account.rights))
    sys.stdout.write(
        f"平台：{session.platform.name}\n账号：{account.user}（{account.display_name}）\n"
        f"管辖：{account.scope.name} {account.scope.code}\n权限：{rights}\n"
    )


async def _list_cameras(context: SessionContext, arguments: argparse.Namespace) -> None:
    cameras = await context.directory.cameras_below(
        RegionCode(arguments.region or context.session.account.scope.code),
        limit=arguments.limit,
        online_only=arguments.online_only,
    )
    for camera in cameras:
        state = "在线" if camera.online else "离线"
        sys.stdout.write(f"{camera.id}\t{state}\t{camera.town()}\t{camera.village()}\t{camera.name}\n")
