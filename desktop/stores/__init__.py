"""What the program knows right now, observable by plain callbacks; no network, no Qt."""
