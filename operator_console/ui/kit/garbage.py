"""Collects garbage on the window's thread and nowhere else; knows no object that becomes garbage.

Python collects in whatever thread happens to allocate. A worker thread (files, search, pictures, keyring) that finds a
closed screen in a circle of references would destroy its Qt objects there, beside the window's thread that still has
events for them: a crash some time later. So automatic collection is off in the window's process, and this collects.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

PERIOD_MS = 1000


class GarbageCollection(QObject):
    """Does what Python would do by itself, once a second and in its own thread, for as long as it lives."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._young = self._middle = 0
        self._timer = QTimer(self, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Collect from now on; what exists already is kept and never walked through again."""
        gc.freeze()
        self._timer.start(PERIOD_MS)

    def collect(self) -> int | None:
        """Collect the oldest generation that Python would have come to by now, and return which; None for none.

        In a busy second Python would have collected the youngest many times, and an older one with every tenth of them.
        """
        young, middle, old = (limit or 10 for limit in gc.get_threshold())  # 0: that Python counts otherwise
        times = gc.get_count()[0] // young
        if not times:
            return None
        self._young += times
        self._middle += self._young // middle
        generation = 0
        if self._young >= middle:
            self._young %= middle
            generation = 1
        if self._middle >= old:
            self._middle %= old
            generation = 2
        gc.collect(generation)
        return generation
