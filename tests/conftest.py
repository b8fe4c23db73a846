"""What holds for every test: a screen and folders of its own, no real keyring; knows no room of the product.

Test modules have unique names over the whole tree. Window tests run on the real xcb platform when there is a display.
"""

import gc
import os
import re
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

_PRIVATE_FOLDERS = {
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_STATE_HOME": "state",
    "XDG_CACHE_HOME": "cache",
    "XDG_RUNTIME_DIR": "runtime",
}
TESTS_PER_FULL_COLLECTION = 40
TESTS_PER_COLLECTION = 10
"""Of those without windows."""
_WINDOWS = re.compile(r"tests/(?:unit/(?:ui_|app/)|end2end/test_console)")
_tests_done = pytest.StashKey[int]()
_private = pytest.StashKey[tempfile.TemporaryDirectory[str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Turn the process into one that shares nothing with the person at the machine, before Qt is loaded."""
    folder = tempfile.TemporaryDirectory(prefix="operator-console-test-", ignore_cleanup_errors=True)
    config.stash[_private] = folder
    for variable, name in _PRIVATE_FOLDERS.items():
        path = Path(folder.name, name)
        path.mkdir(mode=0o700)
        os.environ[variable] = str(path)
    # The one test of a real keyring starts its own session; nothing else may ask the person's.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
    _choose_screen()
    _hash_quickly()
    # Each run tries others: many short runs see as much as a few long ones.
    settings.register_profile("short", max_examples=25)
    settings.load_profile("short")
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave everything that is loaded out of the searches for garbage after tests."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Collect garbage where the window's process does: on the main thread, and never on another (ui.kit.garbage).

    A process of tests has more threads than the product: a test's own servers, and the one that hears the other
    processes. Any of them would destroy the windows that earlier tests left in circles of references.
    """
    _forget_language()
    done = item.config.stash.get(_tests_done, 0) + 1
    item.config.stash[_tests_done] = done
    if done % TESTS_PER_FULL_COLLECTION == 0:
        gc.collect()
    elif _WINDOWS.search(item.nodeid) or done % TESTS_PER_COLLECTION == 0:
        gc.collect(1)


def _hash_quickly() -> None:
    """Let tests' own servers hash in a millisecond: thousands of hashes of real strength are minutes of every run.

    How the product hashes is looked at by a test in a process of its own.
    """
    from argon2 import PasswordHasher

    from operator_console.server import passwords

    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def _forget_language() -> None:
    """Take away the translations that a test's window has installed: the next test may build widgets without any."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets is not None else None
    if app is None:
        return
    core = sys.modules["PySide6.QtCore"]
    for translator in app.findChildren(core.QTranslator, "operator_console_language"):
        app.removeTranslator(translator)
        translator.deleteLater()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the private folders."""
    if folder := config.stash.get(_private, None):
        folder.cleanup()


def _choose_screen() -> None:
    """Give each test process a screen of its own, as focus and clipboard exist once on a screen."""
    if not sys.platform.startswith("linux"):
        return
    displays = os.environ.get("OPERATOR_CONSOLE_TEST_DISPLAYS", "").split()
    if displays:
        worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
        os.environ["DISPLAY"] = displays[int(worker) % len(displays)]
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
