"""Practice dialogues as files: YAML in, values of `domain.practice` out; knows no connection."""

from pathlib import Path

import msgspec
import yaml

from operator_console.domain.practice import CaseBroken, Dialogue, check_dialogue


class PracticeFileBroken(ValueError):
    """A dialogue file cannot be read; the text names the file and the reason."""


def read_dialogues(folder: Path, language: str) -> tuple[Dialogue, ...]:
    """Return all dialogues of `folder`/`language`, by key.

    Raises:
        PracticeFileBroken: A file is no YAML, misses something or says a turn in two ways.
    """
    return tuple(_read(path) for path in sorted((folder / language).glob("*.yaml")))


def _read(path: Path) -> Dialogue:
    try:
        dialogue = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Dialogue)
        check_dialogue(dialogue, pictures=True)
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError, CaseBroken) as error:
        msg = f"{path.name}: {error}"
        raise PracticeFileBroken(msg) from error
    return dialogue
