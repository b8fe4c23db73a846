"""Every page of the preferences, and the sheet of all keys."""

import sys
from functools import partial

from PySide6.QtWidgets import QWidget

from operator_console.ui.kit.context import UiContext
from operator_console.ui.preferences import PreferencesDialog, ShortcutsDialog
from tests.fakes.fake_chats import SITES
from tests.fakes.fake_devices import FakeDevices
from tests.fakes.fake_knowledge import fake_knowledge
from tests.fakes.fake_presence import FakePresence
from tests.gallery import scenes

PAGES = ("look", "alerts", "keys", "targets", "devices", "writing", "knowledge", "presence")


def page(row: int, context: UiContext) -> QWidget:
    """One page of the preferences."""
    dialog = PreferencesDialog(context, SITES, FakeDevices(), FakePresence(), fake_knowledge())
    dialog.show_section(row)
    return dialog


def sheet(context: UiContext) -> QWidget:
    """The sheet of all keys."""
    return ShortcutsDialog(context)


SCENES = (
    *(scenes.Scene(f"preferences_{name}", partial(page, row), ((780, 680),)) for row, name in enumerate(PAGES)),
    scenes.Scene("preferences_sheet", sheet, ((800, 680),)),
)

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
