"""Practice dialogues and the files they are written in; knows no connection."""

from pathlib import Path

import msgspec
import yaml
from msgspec import Struct

from operator_console.domain.people import Cart, CartItem, DeviceKind

DEFAULT_PATIENCE_S = 90.0


class PracticeFileBroken(ValueError):
    """A dialogue file cannot be read; the text names the file and the reason."""


class Persona(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who comes in; `name` None stays anonymous."""

    name: str | None = None
    email: str | None = None
    temper: str = ""
    device: DeviceKind = DeviceKind.DESKTOP


class PracticePage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of the site; `path` is relative to the site's base address, `dwell_s` how long it is looked at."""

    path: str
    title: str
    dwell_s: float = 10.0


class PracticeCart(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is in the cart from the beginning."""

    currency: str
    items: tuple[CartItem, ...]

    def cart(self) -> Cart:
        """Return it as the wire has it."""
        return Cart(currency=self.currency, items=self.items)


class PracticeVisit(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the visitor came; the chat starts on the last page."""

    pages: tuple[PracticePage, ...]
    referrer: str | None = None
    cart: PracticeCart | None = None


class Turn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step: exactly one of `say`, `picture`, `page`, `wait` and `leave`."""

    say: str | None = None
    picture: str | None = None
    page: PracticePage | None = None
    wait: str | None = None
    leave: bool = False
    typing_s: float = 2.0
    patience_s: float = DEFAULT_PATIENCE_S


class Dialogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One visitor's story, in one language, on one site."""

    key: str
    site: str
    language: str
    visitor: Persona
    visit: PracticeVisit
    turns: tuple[Turn, ...]
    impatient: str | None = None
    articles: tuple[str, ...] = ()


def read_dialogues(folder: Path, language: str) -> tuple[Dialogue, ...]:
    """Return all dialogues of `folder`/`language`, by key.

    Raises:
        PracticeFileBroken: A file is no YAML, misses something or says a turn in two ways.
    """
    return tuple(_read(path) for path in sorted((folder / language).glob("*.yaml")))


def _read(path: Path) -> Dialogue:
    try:
        dialogue = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), Dialogue)
    except (yaml.YAMLError, msgspec.ValidationError, UnicodeDecodeError) as error:
        msg = f"{path.name}: {error}"
        raise PracticeFileBroken(msg) from error
    for turn in dialogue.turns:
        said = [turn.say, turn.picture, turn.page, turn.wait, turn.leave or None]
        if sum(value is not None for value in said) != 1:
            msg = f"{path.name}: a turn needs exactly one of say, picture, page, wait, leave"
            raise PracticeFileBroken(msg)
    return dialogue
