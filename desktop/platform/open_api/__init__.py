"""Our documented contract, docs/open-platform-api, spoken from the client's side."""
