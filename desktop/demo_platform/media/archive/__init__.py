"""Recordings as the media node sends them: drawn and encoded when somebody asks for them, never stored.

What was recorded when is decided in `desktop.demo_platform.archive`, which the API reads too. Here every past
picture is drawn as the camera saw it, always in the same way, on a fixed grid of instants (`grid`), in groups
of pictures that a cache shares (`gop_book`), and sent as a transport stream (`ts_playback`), as an MP4 file
of which any byte can be asked for (`mp4_file`), or as a small still (`stills`). `desk` is the door.
"""
