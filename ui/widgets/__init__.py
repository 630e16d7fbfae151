"""Small widgets and helpers that know nothing of the product."""
