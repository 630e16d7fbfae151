"""The local register of who looked at what: append-only, hash-chained (Order 799, Art. 16)."""
