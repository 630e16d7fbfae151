"""Footage as files: re-wrapped without loss, looked through, and single pictures of it."""
