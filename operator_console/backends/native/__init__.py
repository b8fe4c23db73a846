"""The adapter for our own chat server, the reference of the conformance suite."""
