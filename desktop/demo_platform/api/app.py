"""Puts the application together."""

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware

from desktop.demo_platform.api import errors
from desktop.demo_platform.api.body_limit import BodyLimit
from desktop.demo_platform.api.description import describe
from desktop.demo_platform.api.fault_injection import FaultInjection
from desktop.demo_platform.api.routes import (
    alarms,
    archive,
    bookmarks,
    cameras,
    changes,
    downloads,
    faults,
    regions,
    registers,
    retrievals,
    session,
)
from desktop.demo_platform.faults.book import FaultBook
from desktop.demo_platform.platform import Platform

BASE = "/api/v1"
TITLE = "雪亮视墙开放平台协议 (open platform contract)"
DESCRIPTION = """平台按本协议提供目录、搜索、实时流、录像回放、书签、调阅登记、调取审批与下载, 视墙即可接入。
时间一律为 UTC 毫秒; 账号范围以外的区域与点位, 一律按不存在 (404) 回答。

What a platform offers so that the wall can show its cameras. All times are UTC milliseconds. Every error has
the same envelope. What an account may not see answers as if it did not exist (404)."""


def create_app(platform: Platform | None) -> FastAPI:
    """Return the application; without a platform only its description can be read."""
    app: FastAPI = FastAPI(
        title=TITLE,
        version="1.0",
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{BASE}/openapi.json",
        middleware=[Middleware(FaultInjection, book=lambda: _book(app)), Middleware(BodyLimit)],
        separate_input_output_schemas=False,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.platform = platform
    errors.install(app)
    api = APIRouter(prefix=BASE)
    reading = (session, regions, cameras, archive, alarms, changes, registers)
    parts = (*reading, downloads, bookmarks, retrievals, faults)
    for part in parts:
        api.include_router(part.router)
    app.include_router(api)
    describe(app)
    return app


def _book(app: FastAPI) -> FaultBook | None:
    platform = app.state.platform
    return platform.faults if isinstance(platform, Platform) else None
