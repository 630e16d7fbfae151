"""The register of retrievals: who may ask, see, decide and end, and that nothing in it is ever changed."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator

import pytest

from desktop.demo_platform.storage.database import FILE_NAME
from tests.contract.retrieving import HOUR_MS, OTHER_TOWN, PDF, TOWN, approved, attach, now_ms, order
from tests.support.demo_platform import Client, DemoPlatform, Json

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
END = now_ms() - HOUR_MS
START = END - HOUR_MS


@pytest.fixture(scope="module")
def platform() -> Iterator[DemoPlatform]:
    with DemoPlatform() as running:
        yield running


@pytest.fixture
def fujing(platform: DemoPlatform) -> Client:
    return platform.sign_in("fujing")


@pytest.fixture
def shenpi(platform: DemoPlatform) -> Client:
    return platform.sign_in("shenpi")


def a_camera(client: Client, region: str = TOWN, kind: str = "public") -> Json:
    return next(camera for camera in client.cameras(region) if camera["kind"] == kind)


def code(client: Client, method: str, path: str, body: Json = None) -> tuple[int, str]:
    """Return status and code of a refusal."""
    response = client.request(method, path, json=body)
    return response.status_code, response.json()["error"]["code"]


def decision(camera: Json, **changes: Json) -> Json:
    footage = [{"camera_id": camera["id"], "start_ms": START, "end_ms": END}]
    return {"approved": True, "opinion": "同意", "footage": footage, **changes}


def test_a_request_is_entered_with_names_of_the_platforms_own(fujing: Client) -> None:
    camera = a_camera(fujing)
    sent = order(camera, START, END)
    sent["footage"][0] |= {"camera_name": "别的名字", "place": "别处", "household": True}
    entry = fujing.post("/retrievals", sent)
    assert re.fullmatch(rf"{TOWN}-2[0-9]{{7}}-[0-9]{{4}}", entry["number"])
    assert entry["state"] == "pending"
    assert entry["requested_by"] == {
        "account": "fujing",
        "name": "梓门桥派出所村辅警",
        "unit": "梓门桥派出所",
    }
    place = "".join(step["name"] for step in camera["region_path"] if step["level"] in {"town", "village"})
    assert entry["request"]["footage"] == [
        {
            "camera_id": camera["id"],
            "camera_name": camera["name"],
            "place": place,
            "household": False,
            "start_ms": START,
            "end_ms": END,
        }
    ]
    assert {key: entry["request"][key] for key in ("reason", "case_number")} == {
        key: sent[key] for key in ("reason", "case_number")
    }
    assert fujing.get(f"/retrievals/{entry['number']}") == entry


def test_numbers_count_up(fujing: Client) -> None:
    camera = a_camera(fujing)
    first, second = (fujing.post("/retrievals", order(camera, START, END))["number"] for _ in range(2))
    assert int(second[-4:]) == int(first[-4:]) + 1
    assert second[:-4] == first[:-4]


def test_a_second_person_grants_part_of_what_was_asked(fujing: Client, shenpi: Client) -> None:
    camera = a_camera(fujing)
    number = fujing.post("/retrievals", order(camera, START, END))["number"]
    half = [{"camera_id": camera["id"], "start_ms": START, "end_ms": START + HOUR_MS // 2}]
    until = now_ms() + HOUR_MS
    body = decision(camera, footage=half, valid_until_ms=until)
    entry = shenpi.post(f"/retrievals/{number}/decision", body)
    assert entry["state"] == "approved"
    assert entry["decision"]["by"]["account"] == "shenpi"
    assert entry["decision"]["valid_until_ms"] == until
    assert entry["decision"]["footage"][0]["end_ms"] == START + HOUR_MS // 2
    assert entry["request"]["footage"][0]["end_ms"] == END
    assert [event["what"] for event in entry["history"]] == ["pending", "approved"]
    assert code(shenpi, "POST", f"/retrievals/{number}/decision", body) == (409, "already_decided")


@pytest.mark.parametrize(
    "changes",
    [
        {"footage": []},
        {"approved": False, "opinion": "理由"},
        {"approved": False, "opinion": "  ", "footage": []},
        {"valid_until_ms": 1},
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(
    fujing: Client, shenpi: Client, changes: dict[str, Json]
) -> None:
    camera = a_camera(fujing)
    number = fujing.post("/retrievals", order(camera, START, END))["number"]
    body = decision(camera, **changes)
    assert code(shenpi, "POST", f"/retrievals/{number}/decision", body) == (400, "bad_request")
    assert shenpi.get(f"/retrievals/{number}")["state"] == "pending"


def test_no_more_is_granted_than_was_asked(fujing: Client, shenpi: Client) -> None:
    one, two = [camera for camera in fujing.cameras(TOWN) if camera["kind"] == "public"][:2]
    number = fujing.post("/retrievals", order(one, START, END))["number"]
    for camera, start, end in ((one, START - 1, END), (one, START, END + 1), (two, START, END)):
        footage = [{"camera_id": camera["id"], "start_ms": start, "end_ms": end}]
        body = decision(one, footage=footage)
        assert code(shenpi, "POST", f"/retrievals/{number}/decision", body) == (400, "bad_request")


def test_nobody_decides_on_an_own_request_and_not_without_the_right(
    platform: DemoPlatform, fujing: Client, shenpi: Client
) -> None:
    camera = a_camera(fujing)
    own = shenpi.post("/retrievals", order(camera, START, END))["number"]
    assert code(shenpi, "POST", f"/retrievals/{own}/decision", decision(camera)) == (403, "own_request")
    assert code(fujing, "POST", f"/retrievals/{own}/decision", decision(camera)) == (403, "forbidden")
    jiancha = platform.sign_in("jiancha")
    assert code(jiancha, "POST", f"/retrievals/{own}/decision", decision(camera)) == (403, "forbidden")
    assert code(platform.sign_in("weihu"), "GET", f"/retrievals/{own}") == (403, "forbidden")


def test_another_towns_entries_do_not_exist(platform: DemoPlatform, shenpi: Client) -> None:
    county = platform.sign_in("shuangfeng")
    there, here = a_camera(county, OTHER_TOWN), a_camera(county)
    both = order(there, START, END)
    both["footage"].append({"camera_id": here["id"], "start_ms": START, "end_ms": END})
    for body in (order(there, START, END), both):
        entry = county.post("/retrievals", body)
        path = f"/retrievals/{entry['number']}"
        unknown = shenpi.request("GET", "/retrievals/431321104-20200101-0001")
        for method, suffix, sent in (
            ("GET", "", None),
            ("POST", "/decision", decision(there)),
            ("POST", "/withdraw", None),
            ("GET", f"/attachments/{'0' * 64}", None),
        ):
            answer = shenpi.request(method, path + suffix, json=sent)
            assert (answer.status_code, answer.text) == (404, unknown.text)
        assert attach(shenpi, entry["number"], PDF).text == unknown.text
        assert entry["number"] not in {item["number"] for item in shenpi.get("/retrievals")["items"]}
        assert county.get(path)["number"] == entry["number"]
    foreign = platform.sign_in("fujing").request("POST", "/retrievals", json=order(there, START, END))
    assert foreign.status_code == 404


def test_who_only_looks_sees_only_own_requests(platform: DemoPlatform, fujing: Client) -> None:
    wantou = platform.sign_in("wantou")
    camera = a_camera(wantou, "431321103250")
    theirs = fujing.post("/retrievals", order(camera, START, END))["number"]
    viewing = order(camera, START, END, kind="view", requester_class="resident")
    own = wantou.post("/retrievals", viewing)["number"]
    assert [item["number"] for item in wantou.get("/retrievals")["items"]] == [own]
    assert code(wantou, "GET", f"/retrievals/{theirs}") == (404, "not_found")
    assert code(wantou, "POST", "/retrievals", order(camera, START, END)) == (403, "forbidden")
    assert {own, theirs} <= {item["number"] for item in fujing.get("/retrievals")["items"]}


def test_a_household_camera_is_not_named_to_who_may_not_see_it(
    platform: DemoPlatform, fujing: Client, shenpi: Client
) -> None:
    camera = a_camera(fujing, kind="household")
    consent = {"camera_id": camera["id"], "householder": "彭同林", "how": "书面", "at_ms": START}
    number = fujing.post("/retrievals", order(camera, START, END, household_consents=[consent]))["number"]
    shenpi.post(f"/retrievals/{number}/decision", decision(camera))
    jiancha = platform.sign_in("jiancha")
    seen = jiancha.get(f"/retrievals/{number}")
    told = str(seen)
    assert camera["id"] not in told
    assert camera["name"] not in told
    assert "彭同林" not in told
    assert [item["camera_id"] for item in seen["request"]["footage"]] == [None]
    assert seen["decision"]["footage"][0]["household"]
    assert not jiancha.get("/retrievals", q=f"{number} {camera['name']}")["items"]
    assert fujing.get("/retrievals", q=f"{number} {camera['name']}")["items"]
    assert fujing.get(f"/retrievals/{number}")["request"]["household_consents"] == [consent]


def test_entries_are_found_by_state_words_and_time_page_by_page(fujing: Client, shenpi: Client) -> None:
    camera = a_camera(fujing)
    numbers = [
        fujing.post("/retrievals", order(camera, START, END, reason=f"盗窃 100%_{index}"))["number"]
        for index in range(5)
    ]
    shenpi.post(f"/retrievals/{numbers[2]}/decision", decision(camera))
    found, cursor = [], None
    while True:
        page = fujing.get(
            "/retrievals", q="盗窃 100%_", state=["pending", "approved"], limit=2, cursor=cursor
        )
        found += [item["number"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == numbers[::-1]
    assert [item["number"] for item in fujing.get("/retrievals", q="盗窃 张三 100%_3")["items"]] == [
        numbers[3]
    ]
    approved_ones = fujing.get("/retrievals", q="盗窃", state="approved")["items"]
    assert [item["number"] for item in approved_ones] == [numbers[2]]
    assert not fujing.get("/retrievals", to_ms=START)["items"]
    assert len(fujing.get("/retrievals", from_ms=START, q="盗窃")["items"]) == 5


def test_what_waits_is_withdrawn_and_what_was_approved_is_closed(
    platform: DemoPlatform, fujing: Client, shenpi: Client
) -> None:
    camera = a_camera(fujing)
    waiting = fujing.post("/retrievals", order(camera, START, END))["number"]
    assert code(shenpi, "POST", f"/retrievals/{waiting}/withdraw") == (403, "forbidden")
    assert fujing.post(f"/retrievals/{waiting}/withdraw", None)["state"] == "withdrawn"
    assert code(shenpi, "POST", f"/retrievals/{waiting}/decision", decision(camera))[1] == "already_decided"
    granted = approved(platform, fujing, camera, START, END)
    assert shenpi.post(f"/retrievals/{granted}/withdraw", None)["state"] == "closed"
    assert code(fujing, "POST", f"/retrievals/{granted}/withdraw") == (409, "already_decided")


def test_scans_are_kept_as_they_came(fujing: Client, shenpi: Client) -> None:
    camera = a_camera(fujing)
    number = fujing.post("/retrievals", order(camera, START, END))["number"]
    for content, name in ((PDF, "../../通知书.pdf"), (PNG, "证件.png"), (PDF, "再传一次.pdf")):
        assert attach(fujing, number, content, name).status_code == 201
    scans = shenpi.get(f"/retrievals/{number}")["attachments"]
    assert [(scan["name"], scan["media_type"], scan["size_bytes"]) for scan in scans] == [
        ("../../通知书.pdf", "application/pdf", len(PDF)),
        ("证件.png", "image/png", len(PNG)),
    ]
    for scan, content in zip(scans, (PDF, PNG), strict=True):
        answer = shenpi.request("GET", f"/retrievals/{number}/attachments/{scan['sha256']}")
        assert answer.content == content
        assert hashlib.sha256(answer.content).hexdigest() == scan["sha256"]
        assert answer.headers["Content-Type"] == scan["media_type"]
    assert code(fujing, "GET", f"/retrievals/{number}/attachments/{'0' * 64}") == (404, "not_found")


def test_scans_that_are_none_too_large_or_too_late_are_refused(fujing: Client, shenpi: Client) -> None:
    camera = a_camera(fujing)
    number = fujing.post("/retrievals", order(camera, START, END))["number"]
    assert attach(fujing, number, b"MZ\x90 a program").status_code == 400
    assert attach(fujing, number, b"").status_code == 400
    most = 10 << 20
    assert attach(fujing, number, PDF.ljust(most, b" ")).status_code == 201
    assert attach(fujing, number, PDF.ljust(most + 1, b" ")).status_code == 413
    assert attach(shenpi, number, PDF).status_code == 403
    shenpi.post(f"/retrievals/{number}/decision", decision(camera))
    assert attach(fujing, number, PNG).json()["error"]["code"] == "already_decided"


@pytest.mark.parametrize("changes", [{"persons": []}, {"unit": ""}, {"reason": ""}, {"footage": []}])
def test_what_the_law_wants_must_be_there(fujing: Client, changes: dict[str, Json]) -> None:
    body = order(a_camera(fujing), START, END, **changes)
    assert code(fujing, "POST", "/retrievals", body) == (400, "bad_request")


def test_entries_outlive_a_restart_and_cannot_be_changed_in_the_database(fujing: Client) -> None:
    with DemoPlatform(scale=0.05) as own:
        client = own.sign_in("fujing")
        camera = a_camera(client)
        number = approved(own, client, camera, START, END)
        kept = client.get(f"/retrievals/{number}")
        own.stop()
        database = sqlite3.connect(own.data / FILE_NAME, isolation_level=None)
        try:
            for table in ("retrieval", "retrieval_event"):
                for statement in (f"UPDATE {table} SET user = 'x'", f"DELETE FROM {table}"):
                    with pytest.raises(sqlite3.IntegrityError):
                        database.execute(statement)
        finally:
            database.close()
        own.start()
        assert own.sign_in("fujing").get(f"/retrievals/{number}") == kept
