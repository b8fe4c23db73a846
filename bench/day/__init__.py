"""A day of a desk replayed at speed over the real server; see `__main__`."""
