"""Where passwords are kept between starts."""
