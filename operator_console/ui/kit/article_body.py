"""Shows an article's Markdown as safe HTML in a browser that can load nothing at all; knows no article."""

from PySide6.QtCore import QByteArray, QMimeData, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QResizeEvent, QTextDocument, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QTextBrowser, QWidget

from operator_console.domain.plain_text import clean_message
from operator_console.ui.kit.calls import call
from operator_console.ui.kit.context import UiContext

MAX_HEIGHT_PX = 30_000


MOST_CHARS = 30_000
MOST_LINES = 1_000
"""Some fifteen printed pages: what is laid out in the window's thread has an end, and the rest is "…"."""


class ArticleBody(QTextBrowser):
    """The text of an article, as high as it needs to be; links only ask to be opened.

    Signals:
        link_requested: Address of a link that was clicked or chosen with Enter.
        quote_requested: Text that the agent selected and wants to insert.
        caret_moved: The keyboard is at this place of the text now.
    """

    link_requested = Signal(str)
    quote_requested = Signal(str)
    caret_moved = Signal(QRect)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._dot = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
        self._dot.fill(Qt.GlobalColor.transparent)
        self._markdown = ""
        self._base_url: str | None = None
        self.setObjectName("article_body")
        self.setAccessibleName(self.tr("Text of the article"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        # A quote can be selected by the keyboard alone.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QTextBrowser { background: transparent; border: 0; padding: 0; }")
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)
        self.anchorClicked.connect(self._on_anchor)
        self.cursorPositionChanged.connect(self._on_caret)
        context.theme.changed.connect(self._render)

    def show_markdown(self, markdown: str, base_url: str | None) -> None:
        """Show this text; links to other articles of the site start with `base_url`."""
        markdown = _bounded(markdown)
        if (markdown, base_url) == (self._markdown, self._base_url):
            return
        self._markdown, self._base_url = markdown, base_url
        self._render()

    def selected_text(self) -> str:
        """Return what the agent selected, as plain text."""
        return self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n").strip()

    def loadResource(self, kind: int, _name: QUrl | str) -> object:
        """Load nothing: no file, no picture, no style sheet, whatever the text asks for.

        A picture is answered with an empty dot, because Qt looks for a file itself when there is no answer.
        """
        return self._dot if kind == QTextDocument.ResourceType.ImageResource.value else QByteArray()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy plain text only."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is selected or to insert it as a quote."""
        menu = QMenu(self)
        menu.setObjectName("article_menu")
        selected = self.selected_text()
        insert = menu.addAction(self.tr("Insert as a quote"), call(self._request_quote, selected))
        copied = menu.addAction(self.tr("Copy"), self.copy)
        for action in (insert, copied):
            action.setEnabled(bool(selected))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the whole article scroll, not its text alone."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height_px())

    def _on_anchor(self, url: QUrl) -> None:
        self.link_requested.emit(url.toString())

    def _on_caret(self) -> None:
        if self.hasFocus():
            self.caret_moved.emit(self.cursorRect())

    def _request_quote(self, words: str) -> None:
        self.quote_requested.emit(words)

    def _render(self) -> None:
        theme = self._context.theme
        self.document().setDefaultStyleSheet(
            f"body, p, li {{ color: {theme.colour('text').name()}; }}"
            f"a {{ color: {theme.colour('link').name()}; text-decoration: none; }}"
            "h1, h2, h3, h4 { font-size: 13px; font-weight: 600; margin-top: 10px; margin-bottom: 2px; }"
            "p { margin-top: 0; margin-bottom: 6px; } ul, ol { margin-top: 0; margin-bottom: 6px; -qt-list-indent: 1; }"
            "td, th { padding: 2px 8px 2px 0; }"
        )
        self.document().setDefaultFont(theme.font(12.5))
        self.document().setIndentWidth(18)
        from operator_console.knowledge.markdown import render_html  # not for the window's first frame

        self.setHtml(render_html(self._markdown, base_url=self._base_url))
        self._on_size()

    def _height_px(self) -> int:
        return min(MAX_HEIGHT_PX, int(self.document().size().height()) + 4)

    def _on_size(self) -> None:
        height_px = self._height_px()
        if self.height() != height_px:
            self.setFixedHeight(height_px)


def _bounded(markdown: str) -> str:
    lines = markdown[:MOST_CHARS].split("\n", MOST_LINES)
    shown = "\n".join(lines[:MOST_LINES])
    return clean_message(shown) if len(shown) == len(markdown) else f"{clean_message(shown)}\n\n…"
