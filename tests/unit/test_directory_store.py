"""The tree stays a tree with true counts, and its rows always agree with what was announced."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.camera import Camera, CameraId
from desktop.domain.changes import CameraChange
from desktop.domain.region import Region, RegionCode, RegionLevel
from desktop.stores.directory_store import DirectoryStore, Item
from desktop.stores.tree_node import LoadState, TreeNode
from desktop.stores.tree_rows import subtree
from tests.support.scripted_directory import camera, region

TOWN, VILLAGE = "431321103", "431321103250"


class Mirror:
    """Rebuilds the rows from the announcements alone, as an item model does."""

    def __init__(self, store: DirectoryStore) -> None:
        self.store = store
        self.rows: dict[TreeNode, list[TreeNode]] = {}
        self.pending: tuple[str, TreeNode, int, int] | None = None
        self.changed: list[TreeNode] = []
        store.inserting.connect(lambda parent, first, last: self.announce("insert", parent, first, last))
        store.removing.connect(lambda parent, first, last: self.announce("remove", parent, first, last))
        store.inserted.connect(self.carry_out)
        store.removed.connect(self.carry_out)
        store.was_reset.connect(self.read_all)
        store.node_changed.connect(self.changed.append)

    def announce(self, kind: str, parent: TreeNode, first: int, last: int) -> None:
        assert self.pending is None
        rows = self.rows.get(parent, [])
        assert rows == parent.children, "announced after the change"
        assert 0 <= first <= last
        assert first <= len(rows) if kind == "insert" else last < len(rows)
        self.pending = (kind, parent, first, last)

    def carry_out(self) -> None:
        assert self.pending is not None
        kind, parent, first, last = self.pending
        rows = self.rows.setdefault(parent, [])
        if kind == "insert":
            rows[first:first] = parent.children[first : last + 1]
        else:
            del rows[first : last + 1]
        self.pending = None
        self.check(parent)

    def read_all(self) -> None:
        self.rows = {node: list(node.children) for node in subtree(self.store.root)}

    def check(self, parent: TreeNode) -> None:
        assert self.rows.get(parent, []) == parent.children
        assert [child.row for child in parent.children] == list(range(len(parent.children)))
        assert [member.order for member in parent.members] == list(range(len(parent.members)))
        assert parent.children == [member for member in parent.members if self.store.shows(member)]
        kinds = [member.region is None for member in parent.members]
        assert kinds == sorted(kinds), "regions come before cameras"

    def check_all(self) -> None:
        for node in subtree(self.store.root):
            self.check(node)


def tree(total: int = 5, online: int = 3) -> tuple[DirectoryStore, TreeNode, TreeNode]:
    store = DirectoryStore()
    store.merge(store.root, [region(TOWN, "梓门桥镇", RegionLevel.TOWN, None, total=total, online=online)])
    town = store.root.children[0]
    store.append(town, [region(VILLAGE, "湾头村", RegionLevel.VILLAGE, TOWN, total=total, online=online)])
    return store, town, town.children[0]


def counts(*nodes: TreeNode) -> list[int]:
    return [node.region.cameras_online for node in nodes if node.region is not None]


def report(number: int, *, online: bool, code: str = VILLAGE) -> CameraChange:
    return CameraChange(camera(number).id, online, RegionCode(code))


def test_a_known_camera_changes_the_counts_of_all_above() -> None:
    store, town, village = tree()
    store.append(village, [camera(1), camera(2, online=False)])
    assert store.apply([report(1, online=False)]) == ()
    assert counts(town, village) == [2, 2]
    known = store.camera(camera(1).id)
    assert known is not None
    assert not known.online


def test_the_same_report_twice_counts_once() -> None:
    store, town, village = tree()
    store.append(village, [camera(1)])
    store.apply([report(1, online=False), report(1, online=False)])
    store.apply([report(1, online=False)])
    assert counts(town, village) == [2, 2]


def test_an_unknown_cameras_report_counts_and_is_doubtful() -> None:
    store, town, village = tree()
    doubtful = store.apply([report(77, online=False)])
    assert set(doubtful) == {TOWN, VILLAGE}
    assert counts(town, village) == [2, 2]
    assert store.apply([report(77, online=True)]) == (), "the second report of it is certain"
    assert counts(town, village) == [3, 3]


def test_a_report_from_a_region_that_was_not_loaded_reaches_those_above() -> None:
    store, town, _ = tree()
    store.apply([report(77, online=False, code="431321103271-04")])
    assert counts(town) == [2]


def test_counts_never_leave_their_bounds() -> None:
    store, town, village = tree(total=1, online=0)
    store.apply([report(number, online=False) for number in range(9)])
    assert counts(town, village) == [0, 0]
    store.apply([report(number, online=True) for number in range(20, 29)])
    assert counts(town, village) == [1, 1]


def test_every_report_is_passed_on_even_of_cameras_on_the_wall_only() -> None:
    store, _, _ = tree()
    heard: list[CameraChange] = []
    cameras: list[Camera] = []
    store.reported.connect(heard.append)
    store.camera_changed.connect(cameras.append)
    store.remember([camera(5)])
    store.apply([report(5, online=False), report(6, online=False)])
    assert [change.camera_id for change in heard] == [camera(5).id, camera(6).id]
    assert [changed.online for changed in cameras] == [False]


def test_a_cycle_and_duplicates_are_left_out_and_counted() -> None:
    store, town, village = tree()
    same = region(TOWN, "又是梓门桥", RegionLevel.TOWN, VILLAGE)
    assert store.append(village, [same, camera(1), camera(1), camera(2)]) == 2
    assert store.append(town, [camera(2)]) == 0
    assert store.anomalies == 3
    assert len(list(subtree(store.root))) == 5


def test_an_orphan_hangs_where_it_was_found() -> None:
    store, _, village = tree()
    orphan = region("999999", "无主", RegionLevel.GROUP, "888888")
    store.append(village, [orphan])
    assert village.children[0].region == orphan


def test_the_filter_hides_and_shows_rows_as_cameras_come_and_go() -> None:
    store, _, village = tree()
    mirror = Mirror(store)
    mirror.read_all()
    store.append(village, [camera(number, online=number % 2 == 0) for number in range(10)])
    store.filter(online_only=True)
    assert [node.key for node in village.children] == [camera(number).id for number in (0, 2, 4, 6, 8)]
    store.apply([report(3, online=True), report(4, online=False)])
    assert [node.key for node in village.children] == [camera(number).id for number in (0, 2, 3, 6, 8)]
    store.filter(online_only=False)
    assert len(village.children) == 10
    mirror.check_all()


def test_reading_again_keeps_what_stays() -> None:
    store, town, village = tree()
    mirror = Mirror(store)
    mirror.read_all()
    store.append(village, [camera(1), camera(2), camera(3)])
    stays = village.children[1]
    store.merge(village, [camera(9), replace(camera(2), name="改名"), camera(4)])
    assert [node.key for node in village.children] == [camera(number).id for number in (9, 2, 4)]
    assert village.children[1] is stays
    assert stays.name == "改名"
    assert store.camera_node(camera(1).id) is None
    store.merge(town, [])
    assert store.region_node(RegionCode(VILLAGE)) is None
    assert store.camera_node(camera(2).id) is None
    mirror.check_all()


def test_ten_thousand_cameras_in_one_node() -> None:
    store, _, village = tree(total=10_000, online=10_000)
    mirror = Mirror(store)
    mirror.read_all()
    for start in range(0, 10_000, 500):
        store.append(village, [camera(number) for number in range(start, start + 500)])
    assert len(village.children) == 10_000
    store.merge(village, [camera(number) for number in range(5_000, 15_000)])
    assert village.children[0].key == camera(5_000).id
    mirror.check_all()


def test_what_can_be_expanded_and_fetched() -> None:
    store, _, village = tree()
    assert (village.may_have_children, village.can_fetch) == (True, True)
    store.set_load(village, LoadState.LOADED)
    assert (village.may_have_children, village.can_fetch) == (False, False)


numbers = st.integers(0, 12)
items: st.SearchStrategy[Item] = st.one_of(
    st.builds(camera, numbers, online=st.booleans()),
    numbers.map(
        lambda number: region(
            f"4313{number:02}", f"区{number}", RegionLevel.COUNTY, None, total=9, online=number % 3
        )
    ),
)
Step = tuple[str, int, list[Item] | list[tuple[int, bool]]]
steps: st.SearchStrategy[Step] = st.one_of(
    st.tuples(st.just("append"), numbers, st.lists(items, max_size=6)),
    st.tuples(st.just("merge"), numbers, st.lists(items, max_size=6)),
    st.tuples(st.just("report"), numbers, st.lists(st.tuples(numbers, st.booleans()), max_size=4)),
    st.tuples(st.just("filter"), numbers, st.just([])),
)


@given(st.lists(steps, max_size=25))
def test_whatever_comes_the_announcements_add_up(happened: list[Step]) -> None:
    store = DirectoryStore()
    mirror = Mirror(store)
    mirror.read_all()
    for kind, number, payload in happened:
        parents = [node for node in subtree(store.root) if node.camera is None]
        parent = parents[number % len(parents)]
        found = [item for item in payload if isinstance(item, Camera | Region)]
        if kind == "append":
            store.append(parent, found)
        elif kind == "merge":
            store.merge(parent, found)
        elif kind == "filter":
            store.filter(online_only=number % 2 == 0)
        else:
            pairs = [pair for pair in payload if isinstance(pair, tuple)]
            store.apply([report(which, online=online) for which, online in pairs])
        mirror.check_all()
        nodes = [node for node in subtree(store.root) if node is not store.root]
        assert len({node.key for node in nodes}) == len(nodes)
        assert all(store.camera_node(CameraId(node.key)) is node for node in nodes if node.camera is not None)
        assert all(
            store.region_node(RegionCode(node.key)) is node for node in nodes if node.region is not None
        )
