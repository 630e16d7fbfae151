"""Recordings: decoded by PyAV, each picture with its instant, shown by the clock that tied players follow."""
