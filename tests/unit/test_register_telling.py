"""What inspectors read of an entry: words, no program's names for things."""

import re
from typing import Any

import pytest

from desktop.audit.entry import AccessAction, RegisterEntry
from desktop.audit.telling import body_told, detail_told
from desktop.domain.camera import CameraId
from desktop.domain.time_range import TimeRange

AT_MS = 1_795_000_000_000


def entry(action: AccessAction, detail: str = "", **body: Any) -> RegisterEntry:
    return RegisterEntry(
        at_ms=AT_MS,
        who="辅警",
        unit="派出所",
        account="fujing",
        platform="演示",
        action=action,
        camera_id=CameraId(""),
        camera_name="",
        range=TimeRange(0, 0),
        workstation="vm",
        detail=detail,
        body=body,
    )


@pytest.mark.parametrize(
    ("action", "detail", "told"),
    [
        (AccessAction.PLAYBACK, "speed=2 seen=63.8s", "最快 ×2，看了 63.8 秒"),
        (AccessAction.PLAYBACK, "speed=0.25 seen=1.0s", "最快 ×0.25，看了 1.0 秒"),
        (AccessAction.SNAPSHOT, "live", "实时画面"),
        (AccessAction.OPERATION_SIGN_IN_FAILED, "bad_credentials", "用户名或密码错误"),
        (AccessAction.OPERATION_SIGN_IN_FAILED, "teapot", "teapot"),
        (AccessAction.RETRIEVAL_REFUSED, "范围太大", "范围太大"),
    ],
)
def test_remarks(action: AccessAction, detail: str, told: str) -> None:
    assert detail_told(entry(action, detail)) == told


def test_a_finished_export() -> None:
    told = body_told(
        entry(
            AccessAction.EXPORT_FINISHED,
            export="e1",
            package="证据_1",
            retrieval="431321103-20261130-0002",
            manifest_sha256="ab12",
            key_fingerprint="cd34",
            algorithm="sm2",
            key_kept=True,
            files=2,
            bytes=29_098_254,
            gaps=1,
            copy_expires_at_ms=AT_MS,
            folder="/e/证据_1",
        )
    )
    assert told == (
        "登记编号：431321103-20261130-0002；位置：/e/证据_1；文件：2 个；大小：29,098,254 字节；缺少：1 处；"
        "副本删除期限：2026-11-18 19:06:40；清单 SHA-256：ab12；签名算法：SM2；"
        "公钥指纹：cd34；密钥存于钥匙串：是"
    )


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"setting": "export_folder", "old": "", "new": True}, "新值：开"),
        ({"code": "disk_full"}, "原因：磁盘空间不足"),
        ({"form": "extraction_list", "retrieval": "n", "package": "p"}, "登记编号：n；表单：提取清单"),
        ({"removed": 11, "left": ["a", "b"], "complete": False}, "删除：11 个；未能删除：a、b；全部删除：否"),
        ({"offset_ms": -2500, "method": "osd_by_eye"}, "误差：慢 2.5 秒；方法：人工比对画面时间"),
        ({"kind": "browsing_copy", "masks": 0, "watermark": "甲"}, "类别：浏览件；水印：甲；马赛克：无"),
        (
            {"decision": {"by": {"name": "主任", "unit": "中心"}, "footage": [{}, {}]}},
            "审批人：主任 中心；批准：2 段",
        ),
        (
            {"request": {"unit": "甲", "persons": [{"name": "张"}, 3], "legal_document": None}},
            "申请单位：甲；人员：张",
        ),
        ({"request": "张三 13800000000", "decision": 7}, ""),
        ({"later": {"x": 1}}, '{"later": {"x": 1}}'),
        ({}, ""),
    ],
)
def test_bodies(body: dict[str, Any], told: str) -> None:
    assert body_told(entry(AccessAction.EXPORT_FAILED, **body)) == told


@pytest.mark.parametrize("value", [None, -1, "x", [], {}, 2**70, float("nan"), True])
def test_odd_values_are_told_somehow(value: Any) -> None:
    keys = [
        "retrieval",
        "old",
        "files",
        "pictures",
        "bytes",
        "gaps",
        "picture_ms",
        "offset_ms",
        "key_kept",
        "code",
    ]
    told = body_told(entry(AccessAction.SNAPSHOT, **dict.fromkeys(keys, value)))
    assert not re.search(r"[{\[]['\"]\w+", told)
