"""Makes Loudi's tree and its cameras from a seed: the same seed and scale give the same platform."""
