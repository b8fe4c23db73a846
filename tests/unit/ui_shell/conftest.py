"""A context with settings in memory, for tests of the window."""

import pytest
from PySide6.QtWidgets import QApplication

from operator_console.ui.kit.context import UiContext
from tests.gallery.scenes import context_for


@pytest.fixture
def context(qapp: QApplication) -> UiContext:
    return context_for(qapp, "light", "en")


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    context_for(qapp, "light", "en")
