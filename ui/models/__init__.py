"""Qt models: thin adapters over the core's stores and plain lists."""
