"""Single pictures: taken by a worker process, hashed, registered, and packed for others."""
