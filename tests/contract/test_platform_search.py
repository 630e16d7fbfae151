"""Search as you type finds what duty officers type, best hits first."""

import pytest

from tests.support.demo_platform import Client, DemoPlatform, Json

WANTOU = "431321103250"


@pytest.fixture
def county(platform: DemoPlatform) -> Client:
    return platform.sign_in("shuangfeng")


def _find(client: Client, text: str, **parameters: Json) -> list[Json]:
    found: list[Json] = client.get("/search", q=text, **parameters)["items"]
    return found


@pytest.mark.parametrize(
    "text", ["wtc", "wantoucun", "wantou", "湾头村", "湾头", "WTC", "Wan'Tou", "ｗｔｃ", "wantouc"]
)
def test_a_village_is_found_by_name_pinyin_and_initials(county: Client, text: str) -> None:
    hits = _find(county, text, limit=200)
    in_village = {camera["id"] for camera in county.cameras(WANTOU)}
    assert in_village <= {camera["id"] for camera in hits}
    assert hits[0]["region_code"].startswith(WANTOU)


@pytest.mark.parametrize("text", ["g320", "G320", "320国道", "320guodao", "国道 g320"])
def test_the_national_road_is_found(county: Client, text: str) -> None:
    hits = _find(county, text)
    assert hits
    assert all(camera["road"] == "G320" for camera in hits)


@pytest.mark.parametrize("text", ["大众超市", "超市铁棚", "dzcs", "dazhongchaoshi", "tiepeng"])
def test_a_common_name_is_found_from_its_beginning_or_within(county: Client, text: str) -> None:
    hits = _find(county, text)
    assert [camera["common_name"] for camera in hits] == ["大众超市铁棚旁"]


def test_names_are_spelled_as_people_say_them(platform: DemoPlatform) -> None:
    """长 in the name of a village is chang, the family 曾 is Zeng: no dictionary knows."""
    for text, character in (("chang", "长"), ("zengjia", "曾家")):
        names = [hit["name"] + (hit["common_name"] or "") for hit in _find(platform.admin, text, limit=200)]
        assert any(character in name for name in names), text
    assert _find(platform.admin, "zhangtangcun") == []


def test_every_keystroke_on_the_way_to_a_name_finds_it(county: Client) -> None:
    for name in ("湾头村320国道丁字路口", "wtc320gddzlk", "大众超市铁棚旁"):
        for end in range(2, len(name) + 1):
            hits = _find(county, name[:end], limit=200)
            assert hits, name[:end]
            found = any(camera["name"] == "湾头村320国道丁字路口" for camera in hits)
            assert found or len(hits) == 200, name[:end]


def test_several_words_must_all_match(county: Client) -> None:
    hits = _find(county, "zmq 湾头 路口")
    assert hits
    assert all("湾头" in camera["name"] for camera in hits)
    assert all("路口" in camera["name"] + (camera["common_name"] or "") for camera in hits)
    assert _find(county, "湾头 百亩") == []


def test_ids_are_found_by_beginning_serial_and_tail(county: Client) -> None:
    camera = county.cameras(WANTOU)[0]
    for digits in (camera["id"], camera["id"][:18], camera["id"][-6:], str(int(camera["id"][-6:]))):
        assert camera["id"] in {hit["id"] for hit in _find(county, digits, limit=200)}
    assert [hit["id"] for hit in _find(county, f"湾头 {camera['id'][:17]}", limit=200)].count(
        camera["id"]
    ) == 1


def test_beginnings_of_village_and_common_name_stand_first(county: Client) -> None:
    hits = _find(county, "大坪", limit=200)
    begins = [
        camera["name"].startswith("大坪") or (camera["common_name"] or "").startswith("大坪")
        for camera in hits
    ]
    assert begins == sorted(begins, reverse=True)
    hits = _find(county, "路口", limit=200)
    assert "路口" in hits[0]["name"]


def test_a_town_is_found_and_more_is_told(county: Client) -> None:
    answer = county.get("/search", q="梓门桥", limit=10)
    assert len(answer["items"]) == 10
    assert answer["more"] is True
    assert all(camera["region_path"][1]["name"] == "梓门桥镇" for camera in answer["items"])


def test_online_only_leaves_out_what_is_offline(platform: DemoPlatform) -> None:
    offline = next(camera for camera in platform.admin.cameras("431321") if not camera["online"])
    found = _find(platform.admin, offline["id"])
    assert [camera["id"] for camera in found] == [offline["id"]]
    assert _find(platform.admin, offline["id"], online_only=True) == []


SYNTAX = (
    "",
    " ",
    '"',
    "'",
    "*",
    "^",
    "NEAR(",
    "AND",
    "OR NOT",
    "a AND (",
    "▸w",
    "words:",
    "-",
    "{}",
    "%",
    "\\",
)
UNUSUAL = ("\x00", "😀", "x" * 200, "村 " * 100, "9" * 200, "\u202e村", "ſ", "½", "ﷺ")


@pytest.mark.parametrize("text", [*SYNTAX, *UNUSUAL])
def test_hostile_texts_are_only_texts(county: Client, text: str) -> None:
    response = county.request("GET", "/search", params={"q": text})
    assert response.status_code == 200
    assert isinstance(response.json()["items"], list)


def test_search_never_leaves_the_scope(platform: DemoPlatform) -> None:
    client = platform.sign_in("wantou")
    for text in ("村", "路口", "g320", "1", "dz", "4313", "000"):
        assert all(hit["region_code"].startswith(WANTOU) for hit in _find(client, text, limit=200))
    assert _find(client, "百亩") == []
