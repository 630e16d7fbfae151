"""The closed vocabularies of the contract, as the type checker knows them."""

from typing import Literal

RegionLevel = Literal["city", "county", "town", "village", "group"]
CameraKind = Literal["public", "household"]
StreamRole = Literal["main", "sub"]
Codec = Literal["h264", "h265", "svac", "mpeg4"]
Protocol = Literal["http-ts", "http-flv", "rtsp"]
PlaybackProtocol = Literal["http-ts", "mp4"]
Feature = Literal["playback", "stills", "bookmarks", "alarms", "reverse", "downloads", "retrievals"]
Capability = Literal["live", "playback", "ptz", "talk"]

STREAM_ROLES: tuple[StreamRole, ...] = ("main", "sub")
