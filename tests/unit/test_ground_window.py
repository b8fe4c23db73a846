"""Shows that window tests run on a real screen and that a warning of Qt fails a test; knows no widget of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parents[2]
WARNS = """
import pytest
from PySide6.QtCore import qWarning

@pytest.mark.parametrize("text", ["something is wrong", None])
def test_it(qtbot, text):
    if text:
        qWarning(text)
"""


@pytest.mark.skipif(not os.environ.get("DISPLAY"), reason="there is no screen")
def test_a_field_takes_keys_on_a_real_screen(qtbot: QtBot) -> None:
    assert QGuiApplication.platformName() == "xcb"
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "goedemiddag")
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == field.text()


def test_a_warning_of_qt_fails_a_test(tmp_path: Path) -> None:
    file = tmp_path / "test_warns.py"
    file.write_text(WARNS)
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "no:randomly", "-q", str(file)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert result.returncode == 1
    assert "1 failed, 1 passed" in result.stdout, result.stdout
