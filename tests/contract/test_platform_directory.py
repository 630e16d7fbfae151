"""Regions, counts, lists page by page, lookup by id."""

from tests.support.demo_platform import Client, DemoPlatform, Json

TOWN = "431321103"


def test_tree_has_all_divisions(platform: DemoPlatform) -> None:
    client = platform.admin
    counties = client.get("/regions/4313/children")["items"]
    assert [c["name"] for c in counties] == ["娄星区", "双峰县", "新化县", "冷水江市", "涟源市"]
    towns = [town for county in counties for town in _children(client, county["code"])]
    assert len(towns) == 89
    assert sum(len(_children(client, town["code"])) for town in towns) == 2107


def test_counts_of_a_node_are_those_of_the_cameras_below(platform: DemoPlatform) -> None:
    for user in ("admin", "weihu"):
        client = platform.sign_in(user)
        for code in ("431321103", "431321103250", "431302104222"):
            region, cameras = client.get(f"/regions/{code}"), client.cameras(code)
            assert region["cameras_total"] == len(cameras)
            assert region["cameras_online"] == sum(camera["online"] for camera in cameras)
            assert len(client.cameras(code, online_only=True)) == region["cameras_online"]


def test_children_add_up(platform: DemoPlatform) -> None:
    client = platform.admin
    for code in ("4313", "431321", "431321103"):
        children = _children(client, code)
        total = sum(child["cameras_total"] for child in children)
        assert client.get(f"/regions/{code}")["cameras_total"] == total
        assert all(child["parent_code"] == code for child in children)


def test_public_cameras_hang_in_the_village_household_ones_in_groups(platform: DemoPlatform) -> None:
    client = platform.sign_in("wantou")
    village = "431321103250"
    direct = client.get(f"/regions/{village}/cameras")["items"]
    assert {camera["kind"] for camera in direct} == {"public"}
    groups = _children(client, village)
    assert [group["name"] for group in groups][:2] == ["十户联防第1组", "十户联防第2组"]
    for group in groups:
        members = client.get(f"/regions/{group['code']}/cameras")["items"]
        assert {camera["kind"] for camera in members} == {"household"}
        assert 10 <= len(members) == group["cameras_total"] <= 15


def test_pages_meet_without_gap_or_overlap(platform: DemoPlatform) -> None:
    client = platform.sign_in("zimenqiao")
    whole = [camera["id"] for camera in client.cameras(TOWN)]
    pieces: list[str] = []
    cursor = None
    while True:
        page = client.get(f"/regions/{TOWN}/cameras", deep=True, limit=37, cursor=cursor)
        pieces += [camera["id"] for camera in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
        assert len(page["items"]) == 37
    assert pieces == whole
    assert len(set(whole)) == len(whole)
    regions = _children(client, TOWN, limit=7)
    assert [r["code"] for r in regions] == [r["code"] for r in _children(client, TOWN)]


def test_region_comes_with_its_path(platform: DemoPlatform) -> None:
    region = platform.sign_in("shuangfeng").get("/regions/431321103250")
    assert [step["name"] for step in region["path"]] == ["双峰县", "梓门桥镇", "湾头村"]


def test_query_keeps_the_order_and_names_what_is_missing(platform: DemoPlatform) -> None:
    client = platform.sign_in("zimenqiao")
    ids = [camera["id"] for camera in client.cameras(TOWN)[:5]]
    wanted = [ids[3], "4" * 20, ids[0], ids[3]]
    found = client.post("/cameras/query", {"ids": wanted})
    assert [camera["id"] for camera in found["items"]] == [ids[3], ids[0]]
    assert found["missing"] == ["4" * 20]
    assert client.get(f"/cameras/{ids[0]}") == found["items"][1]


def test_a_wall_of_64_fits_into_the_model_town(platform: DemoPlatform) -> None:
    cameras = platform.sign_in("zimenqiao").cameras(TOWN, online_only=True)
    assert sum(camera["kind"] == "public" for camera in cameras) >= 64


def test_codec_option_overrides_every_stream() -> None:
    for choice, expected in (("h265", {"h265"}), ("mixed", {"h264", "h265"})):
        with DemoPlatform("--codec", choice, scale=0.05) as platform:
            cameras = platform.admin.cameras("4313")
            assert {stream["codec"] for camera in cameras for stream in camera["streams"]} == expected


def _children(client: Client, code: str, limit: int = 500) -> list[Json]:
    items: list[Json] = []
    cursor = None
    while True:
        page = client.get(f"/regions/{code}/children", limit=limit, cursor=cursor)
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items
