"""Guards against a PySide6 that drops references to None until it aborts, as 6.12.0 does on Python 3.11."""

import subprocess
import sys

import PySide6
import pytest

SCRIPT = """
import sys
from PySide6.QtCore import QObject, Signal

class Sender(QObject):
    told = Signal(object)

received = []
sender = Sender()
sender.told.connect(lambda value: received.append(value is None))
before = sys.getrefcount(None)
for _ in range(20_000):
    sender.told.emit(None)
    sender.setProperty("nothing", None)
    sender.property("nothing")
lost = before - sys.getrefcount(None)
print(len(received), all(received), lost if sys.version_info < (3, 12) else 0)
"""


def test_20000_signals_with_none_leave_none_alone() -> None:
    """In a process of its own: when it goes wrong the interpreter aborts."""
    result = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    sent, all_none, lost = result.stdout.split()
    assert (int(sent), all_none) == (20_000, "True")
    assert int(lost) < 1_000, "references to None are dropped"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the pin is for Python 3.11")
def test_python_311_has_the_version_that_works() -> None:
    assert PySide6.__version__ == "6.11.3"
