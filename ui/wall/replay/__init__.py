"""Instant replay on the live wall: the last minute once more, out of memory, all tiles in step."""
