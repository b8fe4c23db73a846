"""An article as its readers see it, drawn a moment after the last key; loads nothing, knows no desk."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from operator_console.domain.articles import Article
from operator_console.domain.plain_text import clean_line
from operator_console.ui.kit.article_body import ArticleBody
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.plain_label import PlainLabel

WAIT_MS = 180
MOST_FACTS = 50


class Preview(QScrollArea):
    """Title, summary, facts and text.

    Signals:
        link_requested: Address of a link in the text.
    """

    link_requested = Signal(str)

    def __init__(self, context: UiContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("article_preview")
        self.setAccessibleName(self.tr("Preview"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QFrame(self)
        page.setProperty("surface", "bg")
        self._title = PlainLabel("", page, wrap=True)
        self._title.setFont(context.theme.font(18, 700))
        self._summary = PlainLabel("", page, wrap=True)
        self._summary.setProperty("role", "dim")
        self._facts = PlainLabel("", page, wrap=True)
        self.body = ArticleBody(context, page)
        self._next: tuple[Article, str | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.draw_now)
        self.body.link_requested.connect(self.link_requested)
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 14, 20, 20)
        column.setSpacing(8)
        for part in (self._title, self._summary, self._facts, self.body):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(page)

    def show_article(self, article: Article, base_url: str | None) -> None:
        """Show an article when nothing else comes for a moment."""
        self._next = (article, base_url)
        self._timer.start()

    def draw_now(self) -> None:
        """Show what was given last, without waiting."""
        self._timer.stop()
        if self._next is None:
            return
        article, base_url = self._next
        self._next = None
        self._title.setText(clean_line(article.title, 300))
        self._title.setVisible(bool(article.title))
        self._summary.setText(article.summary)
        self._summary.setVisible(bool(article.summary))
        facts = "\n".join(f"•  {clean_line(fact, 300)}" for fact in article.facts[:MOST_FACTS])
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self.body.show_markdown(article.body, base_url)
