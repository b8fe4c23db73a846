"""The translation files: complete, of today, with every place for a value, and really spoken by the window."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from operator_console.domain.people import AgentStatus
from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE
from operator_console.ui.kit.language import chosen_language, install_language
from operator_console.ui.kit.resources import Resources
from operator_console.ui.kit.words import status_words
from tools import translations

FILES = [translations.TARGET / f"operator_console_{language}.ts" for language in translations.LANGUAGES]
Text = tuple[str, str, str]


def messages(file: Path) -> Iterator[tuple[Text, list[str]]]:
    for context in ET.parse(file).iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
            name, source = context.findtext("name") or "", message.findtext("source") or ""
            yield (name, source, message.findtext("comment") or ""), forms


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_unfinished(file: Path) -> None:
    assert translations.unfinished(file) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_place_for_a_value_is_kept(file: Path) -> None:
    places = re.compile(r"%(?:n|\d)")
    wrong = [
        text
        for text, forms in messages(file)
        if any(sorted(places.findall(text[1])) != sorted(places.findall(form)) for form in forms)
    ]
    assert wrong == []


def test_the_files_are_of_today(tmp_path: Path) -> None:
    for file in FILES:
        shutil.copy(file, tmp_path)
    translations.update(tmp_path)
    for file in FILES:
        kept, found = dict(messages(file)), dict(messages(tmp_path / file.name))
        assert kept == found, "run `python3 dev.py translate`"


def test_no_text_is_passed_over() -> None:
    known = {text for text, _forms in messages(FILES[1])}
    marked = {
        (text.context, text.source, text.comment)
        for path in translations.source_files()
        for text in translations.marked_texts(path)
    }
    assert marked == known


def test_marked_texts_are_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        """
class Window:
    def show(self):
        self.tr("one"); self.tr("%n two", "why", len(self.all(1)))
        QCoreApplication.translate("Words", "%n three", None, f(2)); painter.translate(3, 4)
        self.tr("four" " halves").replace("%1", self.tr("five"))
""",
        "utf-8",
    )
    found = [(text.context, text.source, text.comment, text.plural) for text in translations.marked_texts(module)]
    assert sorted(found) == [
        ("Window", "%n two", "why", True),
        ("Window", "five", "", False),
        ("Window", "four halves", "", False),
        ("Window", "one", "", False),
        ("Words", "%n three", "", True),
    ]


def is_meant_as_text(call: ast.Call) -> bool:
    name = ast.unparse(call.func).split(".")[-1]
    first = call.args[0] if call.args else None
    return name == "tr" or (name == "translate" and isinstance(first, ast.Constant) and isinstance(first.value, str))


def test_every_text_is_written_out() -> None:
    """A text in a variable cannot be found; titles of actions and groups are marked where they stand."""
    hidden = {
        f"{path.name}: {ast.unparse(node)}"
        for path in translations.source_files()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and is_meant_as_text(node) and translations._marked(node, "any") is None
    }
    assert hidden == {
        "pages.py: QCoreApplication.translate('Pages', self.title)",
        "shortcuts.py: QCoreApplication.translate('Actions', BY_ID[action_id].title)",
        "shortcuts.py: QCoreApplication.translate('Actions', GROUPS[group])",
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_compiled_file_says_the_same(file: Path) -> None:
    translator = QTranslator()
    assert translator.load(str(file.with_suffix(".qm")))
    for (context, source, comment), forms in messages(file):
        counts = {1: forms[0], 5: forms[-1]} if len(forms) > 1 else {-1: forms[0]}
        for count, form in counts.items():
            assert translator.translate(context, source, comment, count) == form


def test_a_missing_translation_is_seen(tmp_path: Path) -> None:
    file = tmp_path / FILES[1].name
    text = FILES[1].read_text("utf-8")
    file.write_text(text.replace("<translation>", '<translation type="unfinished">', 1), "utf-8")
    assert len(translations.unfinished(file)) == 1


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    settings = Settings(None)
    settings.set(LANGUAGE, "en")
    install_language(qapp, settings, Resources(translations.ROOT / "resources"))


@pytest.mark.usefixtures("english_again")
def test_the_window_speaks_the_chosen_language(qapp: QApplication) -> None:
    resources, settings = Resources(translations.ROOT / "resources"), Settings(None)
    settings.set(LANGUAGE, "nl")
    locale = install_language(qapp, settings, resources)
    assert locale.language() is QLocale.Language.Dutch
    assert status_words(AgentStatus.BREAK) == "Pauze"
    assert QCoreApplication.translate("StatusLine", "%n messages in the outbox", "", 1) == "1 bericht in de uitbak"
    assert QCoreApplication.translate("StatusLine", "%n messages in the outbox", "", 2) == "2 berichten in de uitbak"
    settings.set(LANGUAGE, "en")
    install_language(qapp, settings, resources)
    assert status_words(AgentStatus.BREAK) == "On a break"
    assert QCoreApplication.translate("StatusLine", "%n messages in the outbox", "", 1) == "1 message in the outbox"


@pytest.mark.parametrize(
    "wanted, spoken", [(["de-DE", "nl-NL"], "nl"), (["en-US", "nl"], "en"), (["fr-FR"], "en"), ([], "en")]
)
def test_the_systems_first_language_that_we_have(
    monkeypatch: pytest.MonkeyPatch, wanted: list[str], spoken: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: wanted)
    assert chosen_language(Settings(None)) == spoken
