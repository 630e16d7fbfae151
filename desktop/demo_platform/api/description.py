"""Corrects the framework's description of the application where it does not tell the truth."""

from typing import Any

from fastapi import FastAPI

_FRAMEWORK_ERRORS = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> None:
    """Let the application describe its errors as they are: 400 in the envelope, not the framework's 422."""
    made_by_framework = app.openapi

    def corrected() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _corrected(made_by_framework())
        return app.openapi_schema

    app.openapi = corrected  # type: ignore[method-assign]  # the framework's own way to extend it


def _corrected(document: dict[str, Any]) -> dict[str, Any]:
    for path in document["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
    for name in _FRAMEWORK_ERRORS:
        document["components"]["schemas"].pop(name, None)
    return document
