"""Commands, wiring and lifetime: the only place that knows every room and builds objects."""
