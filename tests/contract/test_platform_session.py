"""Sign-in, refresh, sign-out and lock-out, as a client meets them."""

import requests

from tests.support.demo_platform import PASSWORD, DemoPlatform, poll_until


def _post(platform: DemoPlatform, path: str, body: object) -> requests.Response:
    return requests.post(f"{platform.url}/api/v1{path}", json=body, timeout=30)


def _status(platform: DemoPlatform, token: str) -> tuple[int, str | None]:
    response = requests.get(
        f"{platform.url}/api/v1/regions/roots", headers={"Authorization": f"Bearer {token}"}, timeout=30
    )
    return response.status_code, response.json().get("error", {}).get("code")


def test_platform_says_what_it_is_before_sign_in(platform: DemoPlatform) -> None:
    body = requests.get(f"{platform.url}/api/v1/platform", timeout=30).json()
    assert body["contract"] == "1.0"
    assert body["protocols"][:2] == ["http-ts", "http-flv"]


def test_session_tells_the_account_its_scope_and_rights(platform: DemoPlatform) -> None:
    account = platform.sign_in("zimenqiao").session["account"]
    assert account["scope"] == {"code": "431321103", "name": "梓门桥镇", "level": "town"}
    assert sorted(account["rights"]) == ["household", "live", "playback", "ptz"]
    assert account["role"] == "duty_officer"


def test_wrong_password_and_unknown_user_answer_alike(small_platform: DemoPlatform) -> None:
    answers = [_post(small_platform, "/session", {"user": u, "password": "x"}) for u in ("admin", "nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["error"]["attempts_left"] == 4


def test_five_failures_lock_the_name_even_for_the_right_password(small_platform: DemoPlatform) -> None:
    left = []
    for _ in range(5):
        answer = _post(small_platform, "/session", {"user": "weihu", "password": "wrong"})
        left.append(answer.json()["error"].get("attempts_left"))
    assert left == [4, 3, 2, 1, None]
    locked = _post(small_platform, "/session", {"user": "weihu", "password": PASSWORD})
    assert locked.status_code == 423
    assert 590 <= locked.json()["error"]["retry_after_s"] <= 600
    assert _post(small_platform, "/session", {"user": "jiancha", "password": PASSWORD}).status_code == 200


def test_success_forgets_earlier_failures(small_platform: DemoPlatform) -> None:
    for _ in range(3):
        for _ in range(4):
            assert _post(small_platform, "/session", {"user": "wantou", "password": "no"}).status_code == 401
        assert _post(small_platform, "/session", {"user": "wantou", "password": PASSWORD}).status_code == 200


def test_refresh_rotates_and_the_old_access_token_stays_good(platform: DemoPlatform) -> None:
    first = platform.sign_in("fujing").session
    second = _post(platform, "/session/refresh", {"refresh_token": first["refresh_token"]}).json()
    assert second["refresh_token"] != first["refresh_token"]
    assert second["account"] == first["account"]
    assert _status(platform, second["access_token"])[0] == 200
    assert _status(platform, first["access_token"])[0] == 200


def test_an_access_token_does_not_refresh_and_a_refresh_token_opens_nothing(platform: DemoPlatform) -> None:
    session = platform.sign_in("fujing").session
    answer = _post(platform, "/session/refresh", {"refresh_token": session["access_token"]})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")
    assert _status(platform, session["refresh_token"]) == (401, "unauthenticated")


def test_sign_out_ends_every_token_of_the_session(platform: DemoPlatform) -> None:
    client = platform.sign_in("fujing")
    other = platform.sign_in("fujing")
    client.delete("/session")
    assert _status(platform, client.session["access_token"]) == (401, "unauthenticated")
    refused = _post(platform, "/session/refresh", {"refresh_token": client.session["refresh_token"]})
    assert refused.status_code == 401
    assert other.get("/regions/roots")["items"]


def test_expired_access_token_says_so_and_refresh_helps() -> None:
    with DemoPlatform("--access-seconds", "1", scale=0.05) as platform:
        session = platform.sign_in("wantou").session
        token = session["access_token"]
        poll_until(lambda: _status(platform, token) == (401, "token_expired"))
        fresh = _post(platform, "/session/refresh", {"refresh_token": session["refresh_token"]})
        assert fresh.status_code == 200
