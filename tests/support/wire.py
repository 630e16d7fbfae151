"""The open contract's JSON as a good platform sends it, for decoders and doubles."""

Json = dict[str, object]


def region(code: str = "431321103250", *, total: int = 47, online: int = 45, children: bool = True) -> Json:
    return {
        "code": code,
        "name": "湾头村",
        "level": "village",
        "parent_code": "431321103",
        "cameras_total": total,
        "cameras_online": online,
        "has_children": children,
    }


def camera(number: int = 1, *, online: bool = True) -> Json:
    return {
        "id": f"43132110325013{number:06}",
        "name": f"湾头村{number}号",
        "common_name": "老樟树下",
        "kind": "public",
        "online": online,
        "ptz_type": 1,
        "region_code": "431321103250",
        "region_path": [
            {"code": "431321103", "name": "梓门桥镇", "level": "town"},
            {"code": "431321103250", "name": "湾头村", "level": "village"},
        ],
        "civil_code": "431321",
        "grassroots_code": "431321103250",
        "point_type": 1,
        "management_unit": "梓门桥镇综治中心",
        "record_save_days": 30,
        "road": "G320",
        "position": {"longitude": 112.1, "latitude": 27.4, "source": "generated"},
        "capabilities": ["live", "playback", "ptz"],
        "streams": [
            {"role": "main", "codec": "h264", "width": 1280, "height": 720, "fps": 25},
            {"role": "sub", "codec": "h264", "width": 640, "height": 360, "fps": 15},
        ],
        "frame_stamp": number,
    }


def grant(access: str = "access-1", refresh: str = "refresh-1", *, expires_in_s: int = 600) -> Json:
    return {
        "access_token": access,
        "refresh_token": refresh,
        "expires_in_s": expires_in_s,
        "refresh_expires_in_s": 86_400,
        "account": {
            "user": "zimenqiao",
            "display_name": "梓门桥值班员",
            "role": "duty_officer",
            "unit": "梓门桥镇综治中心",
            "scope": {"code": "431321103", "name": "梓门桥镇", "level": "town"},
            "rights": ["live", "playback", "ptz", "household"],
        },
    }


def platform() -> Json:
    return {
        "name": "演示平台",
        "vendor": "test",
        "contract": "1.0",
        "instance_id": "i",
        "time_ms": 1_700_000_000_000,
        "protocols": ["http-ts", "http-flv"],
        "notice": None,
    }


def ticket(url: str = "http://127.0.0.1:9000/live/1/sub.ts?ticket=x", protocol: str = "http-ts") -> Json:
    return {
        "ticket_id": "t1",
        "url": url,
        "protocol": protocol,
        "codec": "h264",
        "width": 640,
        "height": 360,
        "fps": 15,
        "expires_at_ms": 1_700_000_030_000,
    }


def error(code: str, **extras: object) -> Json:
    return {"error": {"code": code, "message": "…", **extras}}
