"""The camera directory: tree, search, favourites and recents."""
