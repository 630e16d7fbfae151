"""Which parts of a finished package are worth asking for again."""

from desktop.domain.export import ExportItem
from desktop.domain.export_job import ExportJob
from desktop.domain.spans import Spans


def missing_items(job: ExportJob) -> tuple[ExportItem, ...]:
    """Return what was refused or damaged, item by item, neighbouring parts as one."""
    found: list[ExportItem] = []
    for index, item in enumerate(job.order.items):
        parts = [entry.gap.range for entry in job.gaps if entry.item == index and entry.gap.cause.may_come]
        found.extend(
            ExportItem(item.camera_id, item.camera_name, item.place, part)
            for part in Spans().with_spans(parts).parts
        )
    return tuple(found)
