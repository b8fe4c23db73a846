"""Where an article is written: title, summary, text, the preview beside it, the fields at the right; no decision."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget

from operator_console.domain.plain_text import clean_line
from operator_console.ui.articles.details import Details
from operator_console.ui.articles.diff_view import DiffView
from operator_console.ui.articles.markdown_box import MarkdownBox
from operator_console.ui.articles.preview import Preview
from operator_console.ui.kit.buttons import ghost_button, icon_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel

WIDE_PX = 1_180
"""From here on preview and fields stand beside each other; below it the author sees one of them."""
DETAILS_PX = 290


class WritingPage(QFrame):
    """The three columns.

    Signals:
        edited: Title, summary, text or a field, by the author.
        link_requested, picture_requested, web_link_requested: The buttons above the text.
        compare_ended: The author has merged what had to be merged.
    """

    edited = Signal()
    link_requested = Signal()
    web_link_requested = Signal()
    picture_requested = Signal()
    compare_ended = Signal()

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._comparing = False
        self._details_chosen = False
        self.title = self._line("article_title", self.tr("Title"), self.tr("Title: what a visitor asks"))
        self.summary = self._line("article_summary", self.tr("Summary"), self.tr("Summary: the answer in one sentence"))
        self.box = MarkdownBox(context, self)
        self.preview = Preview(context, self)
        self.details = Details(context, self)
        self.compare = DiffView(context, "merge_theirs", self.tr("Theirs compared with yours"), self)
        self._compare_words = PlainLabel("", self, wrap=True)
        self._compare_words.setProperty("role", "dim")
        self._preview_button = self._side_button(self.tr("Preview"), "side_preview")
        self._details_button = self._side_button(self.tr("Details"), "side_details")
        self._place_parts()
        self._connect_parts()
        self._show_columns()

    def show_comparison(self, words: str | None) -> None:
        """Show theirs in the preview's place, or the preview again with None."""
        self._comparing = words is not None
        self._compare_words.setText(words or "")
        self._show_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_columns()

    # ------------------------------------------------------------------------------------------ building

    def _line(self, name: str, title: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setPlaceholderText(hint)
        field.setMaxLength(300 if name == "article_title" else 1_000)
        return field

    def _side_button(self, words: str, name: str) -> QPushButton:
        button = ghost_button(words, name, self)
        button.setCheckable(True)
        return button

    def _build_toolbar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(16, 4, 16, 4)
        line.setSpacing(2)
        tools = (
            ("bold", self.tr("Bold (Ctrl+B)"), "tool_bold", self.box.mark_bold),
            ("italic", self.tr("Italic (Ctrl+I)"), "tool_italic", self.box.mark_italic),
            ("heading", self.tr("Heading"), "tool_heading", self.box.mark_heading),
            ("list", self.tr("List"), "tool_list", self.box.mark_list),
            ("book-open", self.tr("Link to another article…"), "tool_article", self.link_requested),
            ("link", self.tr("Link to a page…"), "tool_link", self.web_link_requested),
            ("image", self.tr("Picture…"), "tool_picture", self.picture_requested),
        )
        for icon, title, name, slot in tools:
            button = icon_button(self._context, icon, title, name, self, size_px=17)
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _build_text(self) -> QWidget:
        text = QFrame(self)
        text.setProperty("surface", "panel")
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        for field in (self.title, self.summary):
            line = QHBoxLayout()
            line.setContentsMargins(10, 0, 10, 0)
            line.addWidget(field)
            column.addLayout(line)
        column.addLayout(self._build_toolbar())
        around = QHBoxLayout()
        around.setContentsMargins(8, 0, 4, 4)
        around.addWidget(self.box)
        column.addLayout(around, 1)
        return text

    def _build_comparison(self) -> QWidget:
        page = QFrame(self)
        page.setProperty("surface", "bg")
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 16, 8)
        head.addWidget(self._compare_words, 1)
        done = ghost_button(self.tr("Done"), "merge_done", page)
        done.clicked.connect(self.compare_ended)
        head.addWidget(done, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.compare, 1)
        return page

    def _place_parts(self) -> None:
        self._comparison = self._build_comparison()
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._columns.setHandleWidth(1)
        self._columns.setChildrenCollapsible(False)
        text = self._build_text()
        text.setMinimumWidth(320)
        self.preview.setMinimumWidth(240)
        self.details.setMinimumWidth(DETAILS_PX - 30)
        for part in (text, self.preview, self._comparison, self.details):
            self._columns.addWidget(part)
        self._columns.setSizes([560, 480, 480, DETAILS_PX])
        for place, stretch in enumerate((6, 5, 5, 0)):
            self._columns.setStretchFactor(place, stretch)
        self._choice = QWidget(self)
        choice = QHBoxLayout(self._choice)
        choice.setContentsMargins(0, 4, 12, 0)
        choice.setSpacing(2)
        choice.addStretch(1)
        group = QButtonGroup(self)
        for button in (self._preview_button, self._details_button):
            group.addButton(button)
            choice.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._choice)
        column.addWidget(self._columns, 1)

    def _connect_parts(self) -> None:
        self.title.textEdited.connect(self._on_edited)
        self.summary.textEdited.connect(self._on_edited)
        self.box.textChanged.connect(self._on_edited)
        self.details.edited.connect(self._on_edited)
        self.box.link_requested.connect(self.link_requested)
        self._preview_button.clicked.connect(self._on_preview)
        self._details_button.clicked.connect(self._on_details)

    def _on_edited(self) -> None:
        self.edited.emit()

    def _on_preview(self) -> None:
        self._details_chosen = False
        self._show_columns()

    def _on_details(self) -> None:
        self._details_chosen = True
        self._show_columns()

    def _show_columns(self) -> None:
        wide = self.width() >= WIDE_PX
        beside = not self._details_chosen or wide
        self._choice.setVisible(not wide)
        self._preview_button.setChecked(not self._details_chosen)
        self._details_button.setChecked(self._details_chosen)
        self.preview.setVisible(beside and not self._comparing)
        self._comparison.setVisible(beside and self._comparing)
        self.details.setVisible(wide or self._details_chosen)

    def show_heading(self, title: str, summary: str) -> None:
        """Show title and summary without reporting that as an edit."""
        for field, text in ((self.title, title), (self.summary, summary)):
            if field.text() != text:
                field.setText(clean_line(text, field.maxLength()))
                field.setCursorPosition(0)
