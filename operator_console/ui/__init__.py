"""Qt widgets: show state and report wishes. No network, no SQL, no business rule."""
