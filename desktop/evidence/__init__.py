"""The package that can be proved: manifest, sums, signature, and the verdict on what became of it."""
