"""Taking footage out: the order, the queue of exports, and the copies that have to go again."""
