"""Options and the file that keeps them, on a real disk."""

from pathlib import Path

import pytest

from operator_console.settings.file import Settings
from operator_console.settings.options import ALERT_VOLUME, ALL, LANGUAGE


def test_values_survive_and_others_are_told(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "a" / "settings.json")
    heard: list[str] = []
    unsubscribe = settings.listen(lambda option: heard.append(option.key))
    settings.set(LANGUAGE, "nl")
    settings.set(LANGUAGE, "nl")
    unsubscribe()
    settings.set(ALERT_VOLUME, 10)
    assert heard == ["look.language"]
    again = Settings(tmp_path / "a" / "settings.json")
    assert (again.get(LANGUAGE), again.get(ALERT_VOLUME)) == ("nl", 10)


@pytest.mark.parametrize("content", ["{", "\x00\x01", "[1, 2]", '{"look.language": 7}', '{"look.language": "fr"}'])
def test_a_broken_file_gives_the_defaults(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    settings = Settings(path)
    assert settings.get(LANGUAGE) == "system"
    settings.set(LANGUAGE, "en")
    assert Settings(path).get(LANGUAGE) == "en"
    assert settings.set_aside is None or settings.set_aside.read_text() == content


def test_what_an_option_does_not_accept_is_refused(tmp_path: Path) -> None:
    settings = Settings(None)
    with pytest.raises(ValueError, match=r"look\.language"):
        settings.set(LANGUAGE, "fr")
    with pytest.raises(ValueError, match=r"alerts\.volume"):
        settings.set(ALERT_VOLUME, True)


def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.set(LANGUAGE, "nl")
    assert settings.unwritten
    assert settings.get(LANGUAGE) == "nl"


def test_keys_are_unique_and_defaults_acceptable() -> None:
    assert len({option.key for option in ALL}) == len(ALL) > 10
    assert all(option.accepts(option.default) for option in ALL)
