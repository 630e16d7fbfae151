"""All tests; see the folders for what they prove."""
