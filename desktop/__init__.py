"""The application core: domain, use cases and platform adapters; no Qt, no video engine."""

VERSION = "0.1.0"
"""As in pyproject.toml; what is installed has no package metadata."""
