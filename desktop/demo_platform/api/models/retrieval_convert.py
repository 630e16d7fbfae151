"""From the register's entries to the bodies of answers, as a reader may see them."""

from collections.abc import Collection, Iterable

from desktop.demo_platform.api.models.retrieval import (
    FootageBody,
    OperatorBody,
    RetrievalBody,
    RetrievalDecisionBody,
    RetrievalEventBody,
    RetrievalRequestBody,
    ScanBody,
)
from desktop.demo_platform.directory.cameras import Cameras
from desktop.demo_platform.retrievals.records import Decision, Footage, Operator, Retrieval


def retrieval_bodies(entries: Iterable[Retrieval], cameras: Cameras) -> list[RetrievalBody]:
    """Return entries as a reader may see them: a household camera out of sight has no id, name or place."""
    listed = tuple(entries)
    ids = {item.camera_id for entry in listed for item in entry.footage}
    visible = {camera.id for camera in cameras.by_ids(sorted(ids))}
    return [_body(entry, visible) for entry in listed]


def _body(entry: Retrieval, visible: Collection[str]) -> RetrievalBody:
    return RetrievalBody(
        number=entry.number,
        state=entry.state,
        request=_request(entry, visible),
        requested_by=_operator(entry.requested_by),
        requested_at_ms=entry.requested_ms,
        decision=None if entry.decision is None else _decision(entry.decision, visible),
        attachments=[
            ScanBody(
                name=scan.name, media_type=scan.media_type, size_bytes=scan.size_bytes, sha256=scan.sha256
            )
            for scan in entry.scans
        ],
        history=[
            RetrievalEventBody.model_validate(
                {"at_ms": event.at_ms, "by": _operator(event.by), "what": event.what}
            )
            for event in entry.history
        ],
    )


def _request(entry: Retrieval, visible: Collection[str]) -> RetrievalRequestBody:
    fields = dict(entry.request)
    fields["household_consents"] = [
        consent if consent["camera_id"] in visible else {**consent, "camera_id": None, "householder": ""}
        for consent in fields["household_consents"]
    ]
    return RetrievalRequestBody.model_validate({**fields, "footage": _footage(entry.footage, visible)})


def _decision(decision: Decision, visible: Collection[str]) -> RetrievalDecisionBody:
    return RetrievalDecisionBody(
        by=_operator(decision.by),
        at_ms=decision.at_ms,
        approved=decision.approved,
        opinion=decision.opinion,
        footage=_footage(decision.footage, visible),
        valid_until_ms=decision.valid_until_ms,
    )


def _footage(items: Iterable[Footage], visible: Collection[str]) -> list[FootageBody]:
    return [
        FootageBody(
            camera_id=item.camera_id if item.camera_id in visible else None,
            camera_name=item.camera_name if item.camera_id in visible else "",
            place=item.place if item.camera_id in visible else "",
            household=item.household,
            start_ms=item.start_ms,
            end_ms=item.end_ms,
        )
        for item in items
    ]


def _operator(operator: Operator) -> OperatorBody:
    return OperatorBody(account=operator.account, name=operator.name, unit=operator.unit)
