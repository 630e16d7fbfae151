"""Taking footage out: planning, the queue, its journal, tickets on demand, and the package at the end."""
