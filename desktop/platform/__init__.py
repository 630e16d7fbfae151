"""The only room with `requests`: one transport, then one folder per kind of platform."""
