"""A process of its own that fetches, checks and hashes footage: `python -m desktop.exporter`."""
