"""The application core: domain, use cases and platform adapters; no Qt, no video engine."""
