"""What is said about this machine's files, in words."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from operator_console.settings.file import Settings
from operator_console.settings.options import LANGUAGE
from operator_console.storage.account import StorageOpened
from operator_console.storage.database import Opening
from operator_console.storage.file_check import SetAside
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.notice import Notice, NoticeKind
from operator_console.ui.shell.storage_notices import StorageNotices

ASIDE = Path("/data/outbox.set-aside-1.db")


@pytest.fixture
def said(context: UiContext, qtbot: QtBot) -> list[Notice]:
    kept: list[Notice] = []
    context.notices.posted.connect(kept.append)
    return kept


@pytest.mark.parametrize("why", list(SetAside))
def test_every_reason_is_said_with_the_files_place(context: UiContext, said: list[Notice], why: SetAside) -> None:
    """Catches a reason without words, and a file that nobody can find again."""
    opening = Opening(why=why, set_aside=ASIDE, salvaged=2, lost=1)
    StorageNotices(context.notices).tell_opened(StorageOpened(outbox=opening))
    assert [notice.kind for notice in said] == [NoticeKind.BAD]
    assert ASIDE.name in said[0].text
    assert "2 of them" in said[0].text
    assert "%" not in said[0].text
    assert said[0].action_text


def test_files_in_order_say_nothing(context: UiContext, said: list[Notice]) -> None:
    """Catches a warning at every start."""
    notices = StorageNotices(context.notices)
    notices.tell_opened(StorageOpened())
    notices.tell_settings(Settings(None))
    assert said == []


def test_settings_that_cannot_be_saved_are_said_until_they_can(
    context: UiContext, said: list[Notice], tmp_path: Path
) -> None:
    """Catches settings that are lost at the end of the run without a word."""
    gone: list[str] = []
    context.notices.withdrawn.connect(gone.append)
    (tmp_path / "folder").write_text("in the way")
    settings = Settings(tmp_path / "folder" / "settings.json")
    notices = StorageNotices(context.notices)
    settings.set(LANGUAGE, "nl")
    notices.tell_settings(settings)
    assert [notice.key for notice in said] == ["settings_unwritten"]
    (tmp_path / "folder").unlink()
    assert said[0].action is not None
    said[0].action()
    assert (settings.unwritten, gone) == (False, ["settings_unwritten"])
    assert Settings(tmp_path / "folder" / "settings.json").get(LANGUAGE) == "nl"
