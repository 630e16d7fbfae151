"""Use cases over the ports: directory, search, streams, favourites, walls."""
