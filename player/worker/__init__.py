"""The worker process: takes streams in by PyAV, lets libVLC decode them, puts pictures into shared memory."""
