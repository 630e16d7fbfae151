"""Video behind a port: no Qt, no platform, no desktop."""
