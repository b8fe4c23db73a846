"""What the window's start leaves out is there when it is needed: fresh processes that start as the product does."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]

ALONE = """
import sys
from operator_console.app.light_imports import import_msgspec_alone, import_qt_alone
import_msgspec_alone()
import_qt_alone()
"""

ERRORS = """
from PySide6.QtCore import QObject, QTimer, QUrl, Qt
from PySide6.QtGui import QColor, QImage
calls = {
    "wrong type": lambda: QObject().setObjectName(3),
    "too many": lambda: QUrl("a", QUrl.ParsingMode.TolerantMode, 3),
    "too few": lambda: QObject().setProperty("x"),
    "keyword": lambda: QObject(nonsense=3),
    "keyword of a method": lambda: QTimer().start(x=3),
    "static": lambda: QUrl.fromLocalFile(3),
    "wrong value": lambda: QColor(1, 2, "three"),
    "enumeration": lambda: QImage(4, 4, Qt.Key.Key_A),
}
for name, call in calls.items():
    try:
        call()
    except Exception as error:
        print(name, type(error).__name__, error)
print(QUrl.fromLocalFile.__doc__, QTimer.__doc__ is None)
"""


def run(text: str) -> str:
    command = [sys.executable, "-X", "faulthandler", "-c", text]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_errors_and_documentation_of_qt_read_as_ever() -> None:
    plain, light = run(ERRORS), run(ALONE + ERRORS)
    assert "called with wrong argument types" in plain
    assert light == plain


def test_nothing_of_the_signatures_is_compiled_before_an_error() -> None:
    waiting = """
from operator_console.app.light_imports import _postponed
import PySide6.QtWidgets
print(sorted(_postponed))
"""
    assert "shibokensupport/signature/parser.py" in run(ALONE + waiting)
    assert "shibokensupport/signature/mapping.py" in run(ALONE + waiting)


def test_python_has_its_own_import_and_compile_back() -> None:
    own = "import builtins; print(compile is builtins.compile, compile.__module__, '__feature' in repr(__import__))"
    assert run(ALONE + own) == "True builtins False\n"


def test_a_postponed_module_is_whole_when_a_name_of_it_is_used() -> None:
    text = """
import sys
from operator_console.app.light_imports import postpone
postpone("fractions")
import fractions
import fractions as again
print("decimal" in sys.modules, again is fractions)
half = fractions.Fraction(1, 2)
from fractions import Fraction
import fractions as third
print("decimal" in sys.modules, type(half) is Fraction is third.Fraction, fractions.__file__ == third.__file__)
postpone("fractions")
print(sys.modules["fractions"] is third)
"""
    assert run(text).split() == ["False", "True", "True", "True", "True", "True"]


def test_a_package_that_is_postponed_gives_its_parts() -> None:
    text = """
from operator_console.app.light_imports import postpone
postpone("asyncio")
import asyncio
from asyncio import Event, queues
import asyncio.queues as named
print(queues.Queue is named.Queue is asyncio.Queue, Event is asyncio.Event)
print(asyncio.run(asyncio.sleep(0, "ran")))
"""
    assert run(text).split() == ["True", "True", "ran"]
