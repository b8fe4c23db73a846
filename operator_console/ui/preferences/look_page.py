"""Language and theme."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from operator_console.settings.options import LANGUAGE, THEME
from operator_console.ui.kit.language import chosen_language
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class LookPage(PreferencesPage):
    """The theme changes at once; the language with the next start, and the page says so."""

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, self.tr("General"), parent)
        self._spoken = context.locale.name().split("_")[0]
        languages = {
            "system": self.tr("As the system"),
            "en": "English",
            "nl": "Nederlands",
        }
        themes = {"system": self.tr("As the system"), "light": self.tr("Light"), "dark": self.tr("Dark")}
        language = self.choice(LANGUAGE, languages, "language")
        language.activated.connect(self._say_restart)
        self.add_row(self.tr("Language"), language)
        self._restart = self.add_small_print()
        self._restart.setObjectName("restart_needed")
        theme = self.choice(THEME, themes, "theme")
        self.add_row(self.tr("Theme"), theme)
        self.column.addStretch(1)
        self._say_restart()

    def _say_restart(self) -> None:
        other = chosen_language(self.context.settings) != self._spoken
        words = self.tr("The console speaks the new language after you close and start it again.")
        self._restart.setText(words if other else "")
        self._restart.setVisible(other)
