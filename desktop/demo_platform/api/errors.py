"""How refusals become answers: one envelope for all of them, and nothing of the request comes back in it."""

from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from desktop.demo_platform.api.models.errors import ErrorBody, ErrorCode

MESSAGES: Mapping[ErrorCode, tuple[int, str]] = {
    "bad_request": (400, "the request does not follow the contract"),
    "unauthenticated": (401, "sign in first"),
    "token_expired": (401, "the token has expired"),
    "bad_credentials": (401, "user or password is wrong"),
    "forbidden": (403, "the account lacks the right"),
    "not_approved": (403, "no approved retrieval covers this"),
    "own_request": (403, "somebody else has to decide"),
    "not_found": (404, "there is no such thing"),
    "no_recording": (404, "nothing was recorded at that instant"),
    "camera_offline": (409, "the camera is offline"),
    "device_busy": (409, "the device plays to somebody else"),
    "already_decided": (409, "the retrieval has gone on already"),
    "too_large": (413, "the request is too large"),
    "locked": (423, "too many failed tries"),
    "too_many_requests": (429, "too many requests"),
    "internal": (500, "the platform has failed"),
    "unavailable": (503, "the platform cannot do this now"),
}


class ApiError(Exception):
    """A refusal by its code; the status follows from the code."""

    def __init__(
        self,
        code: ErrorCode,
        message: str | None = None,
        *,
        attempts_left: int | None = None,
        retry_after_s: int | None = None,
        extras: Mapping[str, int | str | None] | None = None,
    ) -> None:
        status, text = MESSAGES[code]
        super().__init__(message or text)
        self.code: ErrorCode = code
        self.status = status
        self.attempts_left = attempts_left
        self.retry_after_s = retry_after_s
        self.extras = extras or {}


def answer(error: ApiError, status: int | None = None) -> Response:
    """Return the answer to a refusal."""
    detail: dict[str, object] = {"code": error.code, "message": str(error), **error.extras}
    headers: dict[str, str] = {}
    if error.attempts_left is not None:
        detail["attempts_left"] = error.attempts_left
    if error.retry_after_s is not None:
        detail["retry_after_s"] = error.retry_after_s
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse({"error": detail}, status or error.status, headers)


def documented(*codes: ErrorCode) -> dict[int | str, dict[str, object]]:
    """Return the `responses` of an operation that may refuse with these codes."""
    by_status: dict[int | str, list[str]] = {}
    for code in ("bad_request", *codes):
        by_status.setdefault(MESSAGES[code][0], []).append(code)
    return {
        status: {"model": ErrorBody, "description": " | ".join(names)} for status, names in by_status.items()
    }


def install(app: FastAPI) -> None:
    """Let every refusal and failure of the application become an answer in the envelope."""
    app.add_exception_handler(ApiError, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(Exception, _failed)


def _refused(_request: Request, error: Exception) -> Response:
    return answer(error if isinstance(error, ApiError) else ApiError("internal"))


def _invalid(_request: Request, error: Exception) -> Response:
    places = []
    if isinstance(error, RequestValidationError):
        # Only names that the contract knows: positions and members of our own models, never what was sent.
        places = [str(part)[:40] for item in error.errors()[:3] for part in item["loc"][:2]]
    where = " ".join(place for place in places if place.isidentifier() and place.isascii())
    return answer(ApiError("bad_request", f"not as in the contract: {where}" if where else None))


def _framework(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    code: ErrorCode = "not_found" if status == 404 else "bad_request" if status < 500 else "internal"
    response = answer(ApiError(code), status)
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def _failed(_request: Request, _error: Exception) -> Response:
    return answer(ApiError("internal"))
