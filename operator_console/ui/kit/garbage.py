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
        self._timer = QTimer(self, timerType=Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.collect)

    def start(self) -> None:
        """Collect from now on; what exists already is kept and never walked through again."""
        gc.freeze()
        self._timer.start(PERIOD_MS)

    def collect(self) -> int | None:
        """Collect the oldest generation that is full, and return which; None when none is."""
        counts, limits = gc.get_count(), gc.get_threshold()
        if counts[0] <= limits[0]:
            return None
        generation = 0
        while generation < 2 and counts[generation + 1] > limits[generation + 1]:
            generation += 1
        gc.collect(generation)
        return generation
