"""Who lives how long: slots that keep nobody alive, and garbage that is collected in the window's thread only."""

import gc
import os
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from operator_console.ui.kit.calls import WeakCall, call, call_with
from operator_console.ui.kit.garbage import GarbageCollection


class Owner(QFrame):
    told = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[object, ...]] = []
        self.button = QPushButton("Go", self)
        self.button.clicked.connect(call(self.hear, "pressed"))
        self.told.connect(call_with(self.hear, "told"))

    def hear(self, *words: object) -> None:
        self.heard.append(words)


def test_a_slot_carries_its_value(qtbot: QtBot) -> None:
    owner = Owner()
    qtbot.addWidget(owner)
    owner.button.click()
    owner.told.emit("news")
    assert owner.heard == [("pressed",), ("told", "news")]


def test_a_slot_keeps_nobody_alive_and_its_child_dies_once(qtbot: QtBot) -> None:
    """With a lambda over `self` in place of `call`, this ends the process."""
    for _ in range(200):
        owner = Owner()
        owner.show()
        gone = weakref.ref(owner)
        owner.button.deleteLater()
        del owner
        assert gone() is None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_slot_of_a_destroyed_owner_does_nothing(qtbot: QtBot) -> None:
    owner = Owner()
    slot = call(owner.hear, "late")
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    slot()
    assert owner.heard == []


def test_a_let_go_method_is_not_called() -> None:
    plain: list[str] = []

    class Plain:
        def hear(self) -> None:
            plain.append("heard")

    owner = Plain()
    weak = WeakCall(owner.hear)
    assert weak.living is not None
    weak.end()
    assert weak.living is None


EXIT = """
from tests.gallery.scenes import application, context_for
app = application()
kept = [context_for(app, "light", "en") for _ in range(20)]
"""


def test_the_process_ends_without_a_crash() -> None:
    """Objects of the application die while the interpreter ends, which leaves weak references to freed memory."""
    result = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", EXIT],
        env=os.environ | {"MALLOC_PERTURB_": "165", "PYTHONMALLOC": "malloc"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (result.returncode, result.stderr) == (0, "")


# ------------------------------------------------------------------------------------------------- garbage


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GarbageCollection]:
    made = GarbageCollection()
    yield made
    made.deleteLater()
    gc.unfreeze()


class Screen(QWidget):
    """A screen in a circle of references, as closed screens are."""

    def __init__(self, ended: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.get_ident()))


def test_closed_screens_die_in_the_windows_thread(collector: GarbageCollection, qtbot: QtBot) -> None:
    ended: list[int] = []
    gc.collect()
    collector.start()
    for _ in range(50):
        Screen(ended)
    worker = threading.Thread(target=_allocate_much)
    worker.start()
    worker.join()
    assert ended == []
    kept = [[] for _ in range(3000)]  # type: ignore[var-annotated]  # something to be counted
    qtbot.waitUntil(lambda: len(ended) == 50, timeout=5000)
    assert set(ended) == {threading.get_ident()}
    assert len(kept) == 3000


def _allocate_much() -> None:
    rows = [[number] for number in range(200_000)]
    assert len(rows) == 200_000


def test_nothing_is_collected_before_there_is_enough(collector: GarbageCollection) -> None:
    gc.collect()
    assert collector.collect() is None
    kept = [[] for _ in range(3000)]  # type: ignore[var-annotated]  # as above
    assert collector.collect() is not None
    assert len(kept) == 3000


def test_older_generations_follow(collector: GarbageCollection) -> None:
    gc.collect()
    kept: list[list[int]] = []
    seen = []
    for _ in range(150):
        kept += ([number] for number in range(1000))
        seen.append(collector.collect())
    assert set(seen) == {0, 1, 2}
