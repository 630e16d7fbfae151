"""Error codes in the user's words: short for a tile, long for a dialog."""
