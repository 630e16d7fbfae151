"""提取清单 of a finished export: saved beside the package, entered, and never made of a changed one."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.audit.entry import AccessAction, RegisterQuery
from tests.support.demo_platform import DemoPlatform
from tests.support.exporting import camera_with, item, ordered, proved
from tests.support.waiting import until
from tests.ui.conftest import QtLoop
from tests.ui.window_bench import LEFT, window_bench
from ui.export.job_card import JobDeed

PATIENCE_S = 120.0


def printed(target: Path) -> bool:
    return target.read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_the_list_is_printed_from_what_is_signed(
    qloop: QtLoop, town_platform: DemoPlatform, tmp_path: Path
) -> None:
    async def work() -> None:
        async with window_bench(town_platform, tmp_path / "profile", user="fujing") as bench:
            context, evidence = bench.context, bench.window.evidence
            camera, span = await camera_with(context)
            await ordered(context, tmp_path / "out", item(camera, span))
            await until(lambda: context.exports.jobs[0].over, PATIENCE_S)
            job = context.exports.jobs[0]
            package = proved(job)
            evidence.open_exports()
            button = evidence.window.queue.cards[job.id].buttons[JobDeed.LIST]
            await until(button.isVisible)
            QTest.mouseClick(button, LEFT)
            await until(lambda: evidence.window.findChildren(QFileDialog))
            dialog = evidence.window.findChildren(QFileDialog)[0]
            target = Path(dialog.selectedFiles()[0])
            assert target == tmp_path / "out" / f"提取清单_{job.order.retrieval}.pdf"
            dialog.accept()
            await until(lambda: target.name in bench.window.toast.words, PATIENCE_S)
            assert printed(target)
            proved(job)

            query = RegisterQuery(frozenset({AccessAction.FORM_PRINTED}), job.order.retrieval)
            kept = await context.register.read(query)
            assert [one.entry.body["form"] for one in kept] == ["extraction_list"]
            assert kept[0].entry.body["package"] == package.name
            assert kept[0].entry.camera_id == camera.id

            retrieval = await context.retrievals.get(job.order.retrieval)
            facts = await evidence.printing.facts(retrieval)
            assert facts.package is not None
            assert facts.package.made_by.account == "fujing"
            assert facts.package.checked_by is not None
            assert facts.package.checked_by.account == "shenpi"

            await evidence.printing.make_list(job, package, package / "a.pdf")
            assert "旁边" in bench.window.toast.words
            assert not (package / "a.pdf").exists()

            manifest = package / "manifest.json"
            manifest.write_bytes(manifest.read_bytes().replace(b"fujing", b"fujinh"))
            await evidence.printing.make_list(job, package, tmp_path / "b.pdf")
            assert "没有打印" in bench.window.toast.words
            assert not (tmp_path / "b.pdf").exists()
            assert len(await context.register.read(query)) == 1
            assert (await evidence.printing.facts(retrieval)).package is None

    qloop.run(work(), timeout_s=240.0)
