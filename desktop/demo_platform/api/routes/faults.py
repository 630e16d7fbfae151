"""Faults on demand: an extension of demonstration platforms, not of the contract."""

from fastapi import APIRouter, Response

from desktop.demo_platform.accounts.rights import Right
from desktop.demo_platform.api.dependencies import CallerDep, PlatformDep
from desktop.demo_platform.api.errors import ApiError, documented
from desktop.demo_platform.api.models.operation import FaultBody, FaultIdBody, FaultOrderBody, FaultsBody
from desktop.demo_platform.faults.fault import FaultKind
from desktop.demo_platform.platform import Platform

router = APIRouter(tags=["demo"])
_REFUSALS = documented("unauthenticated", "token_expired", "forbidden")
_RESTART_S = 3.0
_RESTART_MAX_S = 600.0


@router.post(
    "/demo/faults",
    responses=documented("unauthenticated", "token_expired", "forbidden", "not_found", "too_large"),
)
def order_fault(body: FaultOrderBody, caller: CallerDep, platform: PlatformDep) -> FaultIdBody:
    """制造故障 (仅演示平台)。 Bring about a fault (demonstration platforms only)."""
    caller.need(Right.ADMINISTER)
    if body.camera_id is not None:
        caller.camera(body.camera_id)
    if body.kind is FaultKind.RESTART:
        return FaultIdBody(id=_restart(body, platform))
    fault_id = platform.faults.order(
        body.kind,
        camera_id=body.camera_id,
        protocol=body.protocol,
        value=body.value,
        times=body.times,
        for_s=body.for_s,
    )
    return FaultIdBody(id=fault_id)


@router.get("/demo/faults", responses=_REFUSALS)
def read_faults(caller: CallerDep, platform: PlatformDep) -> FaultsBody:
    """生效中的故障。 Give the faults in force."""
    caller.need(Right.ADMINISTER)
    items = [
        FaultBody(
            id=fault.id,
            kind=fault.kind,
            camera_id=fault.camera_id,
            protocol=fault.protocol,
            value=fault.value,
            times_left=fault.times_left,
            until_ms=fault.until_ms,
        )
        for fault in platform.faults.in_force()
    ]
    return FaultsBody(items=items)


@router.delete("/demo/faults", status_code=204, responses=_REFUSALS)
def cancel_faults(caller: CallerDep, platform: PlatformDep) -> Response:
    """解除全部故障。 End all faults."""
    caller.need(Right.ADMINISTER)
    platform.faults.cancel(None)
    return Response(status_code=204)


@router.delete(
    "/demo/faults/{fault_id}",
    status_code=204,
    responses=documented("unauthenticated", "token_expired", "forbidden", "not_found"),
)
def cancel_fault(fault_id: str, caller: CallerDep, platform: PlatformDep) -> Response:
    """解除一个故障。 End one fault."""
    caller.need(Right.ADMINISTER)
    is_number = fault_id.isascii() and fault_id.isdigit() and len(fault_id) < 16
    if not is_number or not platform.faults.cancel(int(fault_id)):
        raise ApiError("not_found")
    return Response(status_code=204)


def _restart(body: FaultOrderBody, platform: Platform) -> int:
    try:
        seconds = float(body.value) if body.value else _RESTART_S
    except ValueError as error:
        raise ApiError("bad_request", "value: seconds") from error
    if not 0 <= seconds <= _RESTART_MAX_S:
        raise ApiError("bad_request", "value: seconds")
    fault_id = platform.faults.order(FaultKind.RESTART, value=f"{seconds:g}", for_s=seconds or 0.001)
    platform.restart(seconds)
    return fault_id
