"""The site itself: name, address, language, colour, origins; decides nothing."""

import re
from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from operator_console.domain.contrast import AA_SHAPE, on_white
from operator_console.domain.people import Department, Site
from operator_console.domain.site_checks import MAX_ADDRESS_CHARS, MAX_NAME_CHARS
from operator_console.domain.site_settings import SiteSettings
from operator_console.ui.setup.parts import Drafted, Part, set_text
from operator_console.ui.setup.words import language_words, section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_BLACK_IS_BETTER = 4.5


class Swatch(QWidget):
    """Shows a colour as the widget's button would: with a line of text on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = QColor("#888888")
        self._ink = QColor("#ffffff")
        self._words = ""
        self.setFixedSize(132, 32)

    def show_colour(self, colour: str, words: str, *, light_ink: bool) -> None:
        """Show `words` on `colour`, in white or nearly black."""
        self._colour, self._words = QColor(colour), words
        self._ink = QColor("#ffffff" if light_ink else "#14171c")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(self.rect(), 16, 16)
        painter.setPen(self._ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class SitePart(Part):
    """Everything that is the site's own and no setting."""

    fields: tuple[str, ...] = (
        "name",
        "base_url",
        "language",
        "colour",
        "origins",
        "currency",
        "own_help",
        "typing_preview",
    )

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("site"), parent)
        self._departments: dict[str, str] = {}
        self._name = self.line("site_name", MAX_NAME_CHARS)
        self.add_row(self.tr("Name"), self._name, field="name", hint=self.tr("Visitors read it above the chat."))
        self._address = self.line("site_address", MAX_ADDRESS_CHARS, "https://www.example.com")
        self.add_row(self.tr("Address"), self._address, field="base_url")
        self._origins = self.box("site_origins", 3, "https://www.example.com")
        self.add_row(
            self.tr("Allowed origins"),
            self._origins,
            field="origins",
            hint=self.tr("Only pages at these addresses may show the chat. One per line, without a path."),
        )
        self._colour = self.line("site_colour", 7, "#2f6fed")
        self._colour.setFixedWidth(104)
        self._colour.textChanged.connect(self._on_colour)
        self._swatch = Swatch(self)
        self.add_row(self.tr("Colour"), self._beside(self._colour, self._swatch), field="colour")
        self._colour.setAccessibleName(self.tr("Colour"))
        self._contrast = self.note()
        self._contrast.setObjectName("site_contrast")
        self.column.addWidget(self._contrast)
        self._language = self.choice("site_language", language_words())
        self.add_row(
            self.tr("Language"),
            self._language,
            field="language",
            hint=self.tr("Where a page does not tell its own."),
            wide=False,
        )
        self._currency = self.line("site_currency", 3)
        self._currency.setFixedWidth(104)
        self.add_row(self.tr("Currency of sales"), self._currency, field="currency", wide=False)
        self._preview = QCheckBox(self.tr("Agents see what visitors type before it is sent"), self)
        self._preview.setObjectName("site_preview")
        self.add_tick(self._preview, hint=self.tr("The widget tells the visitor."))
        self._own_help = QCheckBox(self.tr("The site shows the help articles itself, at /help"), self)
        self._own_help.setObjectName("site_own_help")
        self.add_tick(self._own_help)
        self._department = self.line("site_department", 200)
        self._department.setReadOnly(True)
        self.add_row(
            self.tr("Department"),
            self._department,
            hint=self.tr("Whose agents answer; the server's administrator changes it."),
        )
        self.column.addStretch(1)

    def show_departments(self, departments: tuple[Department, ...]) -> None:
        """Know the departments by name."""
        self._departments = {department.id: department.name for department in departments}

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del settings
        set_text(self._name, site.name)
        set_text(self._address, site.base_url)
        set_text(self._origins, "\n".join(site.origins))
        set_text(self._colour, site.colour)
        set_text(self._currency, site.currency)
        set_text(self._department, self._departments.get(site.department_id, site.department_id))
        self._language.choose(site.language)
        self._preview.setChecked(site.typing_preview)
        self._own_help.setChecked(site.own_help)
        self._on_colour()

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        lines = (line.strip() for line in self._origins.toPlainText().splitlines())
        return (
            structs.replace(
                site,
                name=self._name.text(),
                base_url=self._address.text(),
                origins=tuple(line for line in lines if line),
                colour=self._colour.text(),
                language=self._language.value,
                currency=self._currency.text(),
                typing_preview=self._preview.isChecked(),
                own_help=self._own_help.isChecked(),
            ),
            settings,
        )

    def _beside(self, left: QWidget, right: QWidget) -> QWidget:
        both = QWidget(self)
        both.setFocusProxy(left)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(left)
        line.addWidget(right)
        line.addStretch(1)
        return both

    def _on_colour(self, *_text: object) -> None:
        colour = self._colour.text().strip()
        known = _COLOUR.fullmatch(colour) is not None
        self._swatch.setVisible(known)
        self._contrast.setVisible(known)
        if not known:
            return
        white = on_white(colour)
        light_ink = white >= _BLACK_IS_BETTER
        self._swatch.show_colour(colour, self.tr("Chat"), light_ink=light_ink)
        ratio = self.context.locale.toString(white, "f", 1)
        if white < AA_SHAPE:
            words = self.tr("On a white page this button is hard to find (contrast %1 : 1, at least 3 : 1 is needed).")
        elif light_ink:
            words = self.tr("White text on it reads well (contrast %1 : 1).")
        else:
            words = self.tr("The widget writes dark text on it; on a white page it stands out enough (%1 : 1).")
        self._contrast.setText(words.replace("%1", ratio))
        role = "warn" if white < AA_SHAPE else "small"
        if self._contrast.property("role") != role:
            self._contrast.setProperty("role", role)
            self._contrast.style().unpolish(self._contrast)
            self._contrast.style().polish(self._contrast)
