"""Documents on paper: HTML becomes PDF, in a process of its own."""
