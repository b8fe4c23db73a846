"""Settings of the console and the sheet of all keys; every choice holds at once, nothing has to be saved."""

from operator_console.ui.preferences.dialog import PreferencesDialog
from operator_console.ui.preferences.shortcut_sheet import ShortcutsDialog

__all__ = ["PreferencesDialog", "ShortcutsDialog"]
