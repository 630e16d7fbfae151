"""The platform's state in one SQLite file, shared with the media node."""
