"""The wall: its grid, its tiles, and the controller in which platform and player meet."""
