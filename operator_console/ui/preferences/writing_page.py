"""At which sites answers are compared with what was sent before; counts and compares nothing itself."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.settings.options import OWN_WORDS_OFF
from operator_console.ui.kit.calls import call_with
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.preferences.page import PreferencesPage

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class WritingPage(PreferencesPage):
    """One box for each site."""

    def __init__(self, context: "UiContext", sites: tuple[Site, ...], parent: QWidget) -> None:
        super().__init__(context, self.tr("Writing"), parent)
        caption = PlainLabel(self.tr("Personal, not pasted"), self)
        caption.setProperty("role", "caption")
        self.column.addWidget(caption)
        self.add_small_print(
            self.tr(
                "A quiet mark below your answer when it is nearly what you sent to somebody else today, or a whole "
                "article. It is found out on this computer, and nobody else sees it."
            )
        )
        off = context.settings.get(OWN_WORDS_OFF)
        for site in sites:
            box = QCheckBox(clean_line(site.name, 80).replace("&", "&&"), self)
            box.setObjectName(f"own_words_{site.id}")
            box.setAccessibleName(clean_line(site.name, 80))
            box.setChecked(site.id not in off)
            box.toggled.connect(call_with(self._store, site.id))
            self.column.addWidget(box)
        self.column.addStretch(1)

    def _store(self, site_id: SiteId, on: bool) -> None:
        off = [name for name in self.context.settings.get(OWN_WORDS_OFF) if name != site_id]
        self.context.settings.set(OWN_WORDS_OFF, off if on else [*off, site_id])
