"""When Python looks for reference cycles: the long search stops everybody, so it waits for a quiet second."""

import gc

YOUNG = 20_000
MIDDLE = 20
NEVER = 1_000_000_000
QUIET_EVERY_S = 30.0
ANYWAY_EVERY_S = 900.0


class Collector:
    """Takes the full search into its own hands: 1,000 connections make it take a tenth of a second.

    Modules loaded at start are left out of every later search.
    """

    _is_first = True
    """Of this process: another server in it finds nothing that was loaded anew."""

    def __init__(self, now_s: float) -> None:
        self._searched_s = now_s
        if Collector._is_first:
            Collector._is_first = False
            gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG, MIDDLE, NEVER)

    def tick(self, now_s: float, *, quiet: bool) -> None:
        """Search when the desk is quiet and half a minute has passed, or after a quarter of an hour anyway."""
        since_s = now_s - self._searched_s
        if since_s > ANYWAY_EVERY_S or (quiet and since_s > QUIET_EVERY_S):
            self._searched_s = now_s
            gc.collect()

    def close(self) -> None:
        """Give the matter back to Python."""
        gc.unfreeze()
        gc.set_threshold(700, 10, 10)
