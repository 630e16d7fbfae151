"""What an account may see of regions and cameras. No other room asks the database for them."""
