"""Has a package been touched: a window that a judge understands."""
