"""A walk over every widget of every screen: text from outside is shown literally, and nothing is opened for it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from tests.fakes.hostile_desk import NAMES, REORDERING, TAIL, HostileDesk, marked
from tests.fakes.hostile_walk import PATIENCE_S, walk
from tests.fakes.screen_stage import Stage
from tests.fakes.widget_walk import Shown, classes_shown, texts_of

MARK = re.compile("(" + "|".join(NAMES) + ")=")
CUT = "…"
PLAIN = marked("tag").translate(dict.fromkeys(map(ord, REORDERING)))
INVISIBLE = re.compile("[\u2068\u2069\u200b]")

NEVER_SHOWN = {"time_zone", "currency"}
"""An unknown zone says no time; of a currency eight characters are shown, which hold no mark."""

FIRST_NAMES = {"colleague"}
"""Of a colleague the transcript says the first name."""

TAILS = {"path": TAIL.replace("/", "")}
"""The name of a file holds no slash."""


OWN_INPUT = (
    "QLineEdit(server)",
    "QLineEdit(account)",
    "TextBox(composer)",
    "QPlainTextEdit(left_text_box)",
    "MarkdownBox(article_markdown)",
    "_MarkedText()",
    *("Box(text_nl_", "QLineEdit(site_name)", "QLineEdit(exception_name)", "QLineEdit(form_"),  # a site's set-up
    *("QPlainTextEdit(text_words_", "QPlainTextEdit(text_guests_"),  # words of an invitation
    *("QPlainTextEdit(mail_text)", "QLineEdit(mail_address)"),
)
"""What somebody writes is theirs, to the letter, in a box that holds nothing else."""


def faults_of(shown: Shown) -> list[str]:
    """Return what is wrong with how a text is shown."""
    if "article_body" in shown.where:
        return []  # Markdown, rendered by our own escaping and without resources: it has tests of its own
    if shown.pictures:
        return [f"{shown.where}: shows a picture"]
    text = INVISIBLE.sub("", shown.text)
    faults = []
    if set(REORDERING) & set(shown.text) and not shown.where.startswith(OWN_INPUT):
        faults.append(f"{shown.where}: characters that reorder its neighbours")
    for match in MARK.finditer(text):
        rest = text[match.end() :]
        tail = TAILS.get(match[1], TAIL)
        whole = rest.startswith(tail) or _is_cut(rest, tail)
        first_word = match[1] in FIRST_NAMES and rest.startswith(TAIL.split(" ", 1)[0])
        if not whole and not first_word:
            faults.append(f"{shown.where}: {match[0]}{rest[:80]!r}")
    return faults


def _is_cut(rest: str, tail: str) -> bool:
    """Tell whether a text is the beginning of what it should be, up to an ellipsis or an end."""
    upto = rest.split(CUT, maxsplit=1)[0].rstrip()
    return CUT in rest and tail.startswith(upto) and len(upto) > 10


def widget_classes() -> Iterator[type[QWidget]]:
    """Yield every class of ours that is a widget."""
    for room in ("ui", "app"):
        package = importlib.import_module(f"operator_console.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for cls in vars(importlib.import_module(found.name)).values():
                if isinstance(cls, type) and issubclass(cls, QWidget) and cls.__module__ == found.name:
                    yield cls


def test_every_text_of_every_widget_is_literal(stage: Stage) -> None:
    """A widget that the walk never shows fails it: a new screen needs a place in `tests/fakes/hostile_walk.py`."""
    faults: dict[str, str] = {}
    seen: set[str] = set()
    shown_classes: set[type] = set()

    async def look() -> None:
        async for name, widget in walk(stage, HostileDesk()):
            shown_classes.update(classes_shown(widget))
            for shown in texts_of(widget):
                seen.update(MARK.findall(shown.text))
                for fault in faults_of(shown):
                    faults.setdefault(fault, name)

    stage.run(look(), PATIENCE_S)
    assert "\n".join(f"{name}: {fault}" for fault, name in faults.items()) == ""
    assert set(NAMES) - seen - NEVER_SHOWN == set(), "the walk did not come by these fields"
    missed = [f"{cls.__module__}.{cls.__name__}" for cls in widget_classes() if cls not in shown_classes]
    assert "\n".join(missed) == "", "the walk did not come by these widgets"


@pytest.mark.parametrize(
    "text, faulty",
    [
        (marked("tag"), True),
        (PLAIN, False),
        ("on " + PLAIN[:30] + "…", False),
        (PLAIN.replace("&F", "F"), True),
        (PLAIN.replace("%1", "Anna"), True),
        ("tag=F&%1%n", True),
    ],
)
def test_faults_are_recognised(text: str, faulty: bool) -> None:
    assert bool(faults_of(Shown("QLabel", text))) is faulty
