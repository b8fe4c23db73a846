"""Asks what to import and shows what would come of it, how far it is and what did not fit; reads and sends nothing."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QProgressBar,
    QWidget,
)

from operator_console.domain.ids import SiteId
from operator_console.domain.plain_text import clean_line
from operator_console.knowledge.article_files import ArticleFileProblem
from operator_console.ui.kit.buttons import quiet_button
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel, set_plain_tooltip
from operator_console.ui.kit.words import language_words

LANGUAGES = ("nl", "en")
MOST_LINES = 500
translate = QCoreApplication.translate


class ImportSheet(SheetDialog):
    """Stays open while it works; Cancel ends what is under way after the batch that is being sent.

    Signals:
        source_chosen: A `Path` of a file or folder.
        start_requested: Import what was read.
        stop_requested: The agent does not want it, or no more of it.
    """

    source_chosen = Signal(object)
    start_requested = Signal()
    stop_requested = Signal()

    def __init__(self, context: UiContext, sites: Mapping[SiteId, str], language: str, parent: QWidget) -> None:
        super().__init__(context, self.tr("Import articles"), parent, width_px=560)
        self.add_text(self.tr("Markdown, HTML, CSV or JSON: a file, a ZIP or a folder. Links and pictures come along."))
        self._file = quiet_button(self.tr("Choose a file…"), "import_file", self)
        self._folder = quiet_button(self.tr("Choose a folder…"), "import_folder", self)
        self._site = self._box("import_site", self.tr("For the site"))
        self._language = self._box("import_language", self.tr("Language of articles that do not say theirs"))
        for site_id, name in sites.items():
            self._site.addItem(clean_line(name, 60), site_id)
        for code in LANGUAGES:
            self._language.addItem(language_words(code), code)
        self._language.setCurrentIndex(max(0, self._language.findData(language)))
        self._publish = QCheckBox(self.tr("Publish at once; otherwise they are drafts"), self)
        self._publish.setObjectName("import_publish")
        self._words = PlainLabel("", self, wrap=True)
        self._words.setObjectName("import_words")
        self._problems = QListWidget(self)
        self._problems.setObjectName("import_problems")
        self._problems.setProperty("choices", True)
        self._problems.setAccessibleName(self.tr("What did not fit"))
        self._problems.setWordWrap(True)
        self._problems.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the import is"))
        self._place_parts()
        self._stop = self.add_button("stop", self.tr("Cancel"))
        self._stop.clicked.disconnect()
        self._stop.clicked.connect(self._on_stop)
        self._start = self.add_button("start", self.tr("Import"), "primary", default=True)
        self._start.clicked.disconnect()
        self._start.clicked.connect(self.start_requested)
        self._file.clicked.connect(self._on_file)
        self._folder.clicked.connect(self._on_folder)
        self.show_choice()

    @property
    def site_id(self) -> SiteId:
        """For which site."""
        return SiteId(self._site.currentData())

    @property
    def language(self) -> str:
        """Of articles that do not say theirs."""
        return str(self._language.currentData())

    @property
    def publish(self) -> bool:
        """Visitors read them at once."""
        return self._publish.isChecked()

    def show_choice(self) -> None:
        """Nothing was chosen yet."""
        self._show(self.tr("Nothing is chosen yet."), (), busy=False, ready=False)

    def show_reading(self, name: str) -> None:
        """The source is being read."""
        words = self.tr("Reading %1…").replace("%1", clean_line(name, 80))
        self._show(words, (), busy=True, ready=False)
        self._progress.setRange(0, 0)

    def show_read(self, words: str, problems: Sequence[ArticleFileProblem], *, any_article: bool) -> None:
        """Say what would be imported and what does not fit."""
        self._show(words, problems, busy=False, ready=any_article)

    def show_progress(self, done: int, total: int) -> None:
        """Say how far it is."""
        self._words.setText(self.tr("%1 of %2").replace("%1", str(done)).replace("%2", str(total)))
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)
        self._progress.setVisible(True)
        for part in (self._file, self._folder, self._site, self._language, self._publish, self._start):
            part.setEnabled(False)

    def show_done(self, words: str, problems: Sequence[ArticleFileProblem]) -> None:
        """Say what came of it."""
        self._show(words, problems, busy=False, ready=False)
        self._stop.setText(self.tr("Close"))
        self._stop.setAccessibleName(self.tr("Close"))
        self._stop.setFocus()

    # ------------------------------------------------------------------------------------------ building

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(title)
        set_plain_tooltip(box, title)
        return box

    def _place_parts(self) -> None:
        choose = QHBoxLayout()
        choose.setSpacing(8)
        for part in (self._file, self._folder):
            choose.addWidget(part)
        choose.addStretch(1)
        where = QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self._site, 1)
        where.addWidget(self._language, 1)
        self.column.addLayout(where)
        self.column.addLayout(choose)
        self.column.addWidget(self._publish)
        self.column.addWidget(self._words)
        self.column.addWidget(self._progress)
        self.column.addWidget(self._problems, 1)

    def _show(self, words: str, problems: Sequence[ArticleFileProblem], *, busy: bool, ready: bool) -> None:
        self._words.setText(words)
        self._problems.clear()
        for problem in problems[:MOST_LINES]:
            self._problems.addItem(problem_words(problem))
        self._problems.setVisible(bool(problems))
        self._progress.setVisible(busy)
        for part in (self._file, self._folder, self._site, self._language, self._publish):
            part.setEnabled(not busy)
        self._start.setEnabled(ready)

    def _on_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose what to import"))
        dialog.setObjectName("import_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Articles (*.md *.markdown *.html *.htm *.csv *.json *.jsonl *.zip)"))
        self._ask(dialog)

    def _on_folder(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder to import"))
        dialog.setObjectName("import_dialog")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        self._ask(dialog)

    def _ask(self, dialog: QFileDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, name: str) -> None:
        self.source_chosen.emit(Path(name))

    def _on_stop(self) -> None:
        self.stop_requested.emit()
        self.finish(None)


def problem_words(problem: ArticleFileProblem) -> str:
    """Say where something did not fit and why, in one line."""
    why = {
        "unreadable": translate("Import", "cannot be read"),
        "too_large": translate("Import", "is too large"),
        "not_utf8": translate("Import", "is not UTF-8 text"),
        "no_front_matter": translate("Import", "has no front matter"),
        "bad_yaml": translate("Import", "has front matter that cannot be read"),
        "missing": translate("Import", "lacks a field"),
        "not_text": translate("Import", "has a field that is not text"),
        "not_list": translate("Import", "has a field that is no list"),
        "too_long": translate("Import", "has a field that is too long"),
        "bad_key": translate("Import", "has a key that cannot be"),
        "bad_language": translate("Import", "is in a language that is not used here"),
        "bad_date": translate("Import", "has a date that cannot be read"),
        "duplicate": translate("Import", "is there twice; the first one counts"),
        "unknown_link": translate("Import", "points to an article that is not in the import"),
        "unknown_kind": translate("Import", "is a kind of file that holds no articles"),
        "bad_path": translate("Import", "has a name that leads elsewhere"),
        "encrypted": translate("Import", "is encrypted"),
        "too_many": translate("Import", "too many files or rows"),
        "bad_row": translate("Import", "has a row that cannot be read"),
        "bad_json": translate("Import", "is not JSON that can be read"),
        "no_articles": translate("Import", "holds no articles"),
        "too_deep": translate("Import", "is nested too deeply"),
        "no_site": translate("Import", "does not say for which site"),
        "remote_picture": translate("Import", "shows a picture of another website; it became a link"),
        "missing_picture": translate("Import", "shows a picture that is not in the import"),
        "dead_link": translate("Import", "has a link that leads nowhere"),
        "bad_picture": translate("Import", "is a picture that the server does not take"),
    }.get(problem.reason, translate("Import", "does not fit"))
    where = f"{clean_line(problem.file_name, 120)}:{problem.line}"
    detail = clean_line(problem.detail, 120)
    return f"{where}  {why}" + (f" ({detail})" if detail else "")
