"""Tickets of the API at the media node's door: what they open, and that a device in use is told to others."""

import time
from collections.abc import Iterator
from contextlib import closing

import pytest
import requests

from tests.contract.test_platform_archive import DAY, error, find, now, play
from tests.support.demo_platform import Client, DemoPlatform, Json, poll_until

PACKET = 188


@pytest.fixture
def client(platform: DemoPlatform) -> Client:
    return platform.sign_in("zimenqiao")


@pytest.fixture
def web() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def begin(web: requests.Session, ticket: Json, start_ms: int) -> requests.Response:
    return web.get(f"{ticket['url']}&start_ms={start_ms}&speed=1&reverse=0", stream=True, timeout=30)


def test_a_playback_url_opens_footage_any_number_of_times(client: Client, web: requests.Session) -> None:
    camera, item = find(client, "platform")
    ticket = play(client, camera, item["start_ms"]).json()
    for start_ms in (item["start_ms"], item["start_ms"] + 4000):
        with closing(begin(web, ticket, start_ms)) as answer:
            assert answer.status_code == 200
            packet = next(answer.iter_content(PACKET))
            assert packet[0] == 0x47


def test_a_stills_url_gives_the_picture_of_the_second(client: Client, web: requests.Session) -> None:
    camera, item = find(client, "platform")
    ticket = client.post(f"/cameras/{camera['id']}/stills", {})
    answer = web.get(f"{ticket['url']}&at_ms={item['start_ms'] + 1234}", timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.content.startswith(b"\xff\xd8")
    assert abs(int(answer.headers["X-Picture-Time-Ms"]) - item["start_ms"] - 1234) <= 1000
    gone = web.get(f"{ticket['url']}&at_ms={now() - 300 * DAY}", timeout=30)
    assert error(gone) == (404, "no_recording")


def test_tickets_open_nothing_but_what_they_are_for(client: Client, web: requests.Session) -> None:
    camera, item = find(client, "platform")
    playback = play(client, camera, item["start_ms"]).json()["url"]
    stills = client.post(f"/cameras/{camera['id']}/stills", {})["url"]
    body = {"role": "sub", "protocols": ["http-ts"]}
    live = client.post(f"/cameras/{camera['id']}/live", body)["url"]
    query = f"&start_ms={item['start_ms']}&at_ms={item['start_ms']}"
    for url in (
        live.replace("/live/", "/archive/"),
        playback.replace("/archive/", "/live/"),
        playback.replace("sub.ts", "still.jpg"),
        playback.replace("sub.ts", "main.ts"),
        playback.replace("sub.ts", "sub.mp4"),
        stills.replace("still.jpg", "sub.ts"),
    ):
        with closing(web.get(url + query, stream=True, timeout=30)) as answer:
            assert answer.status_code in {401, 403}, url.partition("?")[0]


def test_who_plays_from_a_device_is_told_to_the_next_and_it_is_free_again_afterwards(
    platform: DemoPlatform, client: Client, web: requests.Session
) -> None:
    camera, item = find(client, "device")
    asked = now()
    ticket = play(client, camera, item["start_ms"]).json()
    other = platform.sign_in("fujing")
    with closing(begin(web, ticket, item["start_ms"])) as answer:
        assert answer.status_code == 200
        assert next(answer.iter_content(PACKET))
        detail = poll_until(lambda: play(other, camera, item["start_ms"]).json().get("error"))
        assert detail["code"] == "device_busy"
        assert detail["user"] == "zimenqiao"
        renewed = play(client, camera, item["start_ms"])
        assert renewed.ok, "who plays may renew the ticket"
        with closing(begin(web, renewed.json(), item["start_ms"])) as second:
            assert (second.status_code, second.json()["error"]["code"]) == (409, "device_busy")
        assert asked - 1000 <= detail["since_ms"] <= time.time_ns() // 1_000_000
    poll_until(lambda: play(other, camera, item["start_ms"]).ok)
