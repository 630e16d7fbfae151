"""What an entry says of footage: one camera by its id, several by their names and the whole time."""

from desktop.audit.entry import AccessAction
from desktop.domain.account import Account
from desktop.domain.camera import CameraId
from desktop.domain.export import ExportItem
from desktop.domain.region import RegionCode, RegionLevel, RegionRef
from desktop.domain.time_range import TimeRange
from desktop.services.author import MOST_NAMES, Author, Footage
from tests.support.fake_clock import FakeClock

TOWN = RegionRef(RegionCode("431321103"), "梓门桥镇", RegionLevel.TOWN)
ACCOUNT = Account("fujing", "胡建国", "police", "梓门桥派出所", TOWN, frozenset())


def piece(number: int, begin: int, end: int) -> ExportItem:
    return ExportItem(CameraId(f"4313211000131000000{number}"), f"路口 {number}", "", TimeRange(begin, end))


def test_parts_of_one_camera_keep_its_id_and_reach_from_the_first_to_the_last() -> None:
    footage = Footage.of([piece(1, 5000, 9000), piece(1, 1000, 2000)])
    assert footage == Footage(piece(1, 0, 1).camera_id, "路口 1", TimeRange(1000, 9000))


def test_several_cameras_have_names_and_no_id() -> None:
    footage = Footage.of([piece(2, 5000, 9000), piece(1, 1000, 2000), piece(2, 0, 500)])
    assert footage == Footage(CameraId(""), "路口 2、路口 1", TimeRange(0, 9000))
    names = Footage.of([piece(number, 0, 1) for number in range(MOST_NAMES + 4)]).names
    assert len(names.split("、")) == MOST_NAMES
    assert Footage.of([]) == Footage(CameraId(""), "", TimeRange(0, 0))


def test_an_entry_names_person_platform_and_the_moment() -> None:
    clock = FakeClock(1_790_000_000.0)
    author = Author(ACCOUNT, "演示平台", clock)
    entry = author.entry(
        AccessAction.SNAPSHOT, Footage.of([piece(1, 0, 1)]), subject="图", body={"files": []}
    )
    assert (entry.who, entry.unit, entry.account) == ("胡建国", "梓门桥派出所", "fujing")
    assert (entry.platform, entry.at_ms, entry.subject) == ("演示平台", clock.now_ms(), "图")
    assert entry.workstation
    assert author.entry(AccessAction.SNAPSHOT, Footage.of([])).body == {}
