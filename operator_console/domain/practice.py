"""Practice cases: a visitor's story as written, its limits and its plain-text form; knows no file and no player."""

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from operator_console.domain.ids import SiteId
from operator_console.domain.people import Cart, CartItem, DeviceKind

DEFAULT_PATIENCE_S = 90.0
MOST_TURNS = 80
MOST_PAGES = 20
MOST_CART_ITEMS = 30
MOST_ARTICLES = 20
MOST_CHARS = 4_000
MOST_TITLE_CHARS = 120
MOST_SECONDS = 3_600.0
MOST_AT_ONCE = 6
LANGUAGES = ("nl", "en")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
_TYPED_PER_S = 9.0
"""Characters; what a quick visitor types."""
_TYPING_S = (1.0, 12.0)


class CaseBroken(ValueError):
    """A case breaks a rule; the text names the rule."""


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

    @property
    def steps(self) -> int:
        """How many things it says to do; one in a good turn."""
        said = (self.say, self.picture, self.page, self.wait, self.leave or None)
        return sum(value is not None for value in said)


class Dialogue(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One visitor's story, in one language, on one site.

    Attributes:
        title: For the list of cases.
        impatient: What the visitor writes when patience runs out, or None.
        articles: Keys of the site's articles that answer the questions, for the debrief.
    """

    key: str
    site: str
    language: str
    visitor: Persona
    visit: PracticeVisit
    turns: tuple[Turn, ...]
    title: str = ""
    impatient: str | None = None
    articles: tuple[str, ...] = ()

    @property
    def messages(self) -> int:
        """How many messages the visitor sends."""
        return sum(turn.say is not None or turn.picture is not None for turn in self.turns)


class PracticeCase(Struct, frozen=True, kw_only=True):
    """A team's own case.

    Attributes:
        by: Name of who made it.
    """

    id: str
    dialogue: Dialogue
    by: str = ""
    at: datetime | None = None

    @property
    def site_id(self) -> SiteId:
        """Return the site it belongs to; its department may practise with it."""
        return SiteId(self.dialogue.site)


class PracticePace(StrEnum):
    """How fast practice visitors type and come."""

    SLOW = "slow"
    AS_WRITTEN = "as_written"
    FAST = "fast"

    @property
    def speed(self) -> float:
        """Return how many times faster than written."""
        return {PracticePace.SLOW: 0.6, PracticePace.AS_WRITTEN: 1.0, PracticePace.FAST: 1.8}[self]


class PracticePlan(Struct, frozen=True, kw_only=True):
    """What to practise.

    Attributes:
        at_once: Most visitors at the same time, 1 to `MOST_AT_ONCE`.
        seed: The same plan with the same seed is played in the same way.
    """

    dialogues: tuple[Dialogue, ...]
    at_once: int = 2
    pace: PracticePace = PracticePace.AS_WRITTEN
    seed: int = 0


def check_dialogue(dialogue: Dialogue, *, pictures: bool = False) -> None:
    """Accept a story that can be played.

    Args:
        pictures: Turns may show a picture that is shipped with the console.

    Raises:
        CaseBroken: Something is missing, too long, or said in two ways.
    """
    if not _KEY.fullmatch(dialogue.key):
        raise CaseBroken("the key is made of small letters, digits and hyphens")
    if dialogue.language not in LANGUAGES:
        raise CaseBroken(f"the language is one of {', '.join(LANGUAGES)}")
    if any(turn.steps != 1 for turn in dialogue.turns):
        raise CaseBroken("a turn needs exactly one of say, picture, page, wait, leave")
    if not pictures and any(turn.picture is not None for turn in dialogue.turns):
        raise CaseBroken("only shipped cases have pictures")
    if not any(turn.say is not None or turn.picture is not None for turn in dialogue.turns):
        raise CaseBroken("the visitor says nothing")
    pages = [*dialogue.visit.pages, *(turn.page for turn in dialogue.turns if turn.page is not None)]
    _check_numbers(dialogue, pages)
    _check_texts(dialogue, pages)


def turns_of(text: str) -> tuple[Turn, ...]:
    """Read a story written as plain text: one message on a line, an empty line where an answer is waited for.

    The visitor waits for an answer at the end too, and then leaves. Text without a message gives no turns.
    """
    turns: list[Turn] = []
    for line in text.splitlines():
        said = line.strip()
        if said:
            shortest, longest = _TYPING_S
            typing_s = round(min(longest, max(shortest, len(said) / _TYPED_PER_S)), 1)
            turns.append(Turn(say=said, typing_s=typing_s))
        elif turns and turns[-1].say is not None:
            turns.append(Turn(wait="answer"))
    if not turns:
        return ()
    if turns[-1].wait is None:
        turns.append(Turn(wait="answer"))
    return (*turns, Turn(leave=True))


def text_of(turns: Iterable[Turn]) -> str:
    """Write a story as plain text, as `turns_of` reads it; pictures and pages are left out."""
    lines: list[str] = []
    for turn in turns:
        if turn.say is not None:
            lines.append(" ".join(turn.say.split()))
        elif turn.wait is not None and lines and lines[-1]:
            lines.append("")
    return "\n".join(lines).strip()


def _check_numbers(dialogue: Dialogue, pages: list[PracticePage]) -> None:
    if not 1 <= len(dialogue.visit.pages) <= MOST_PAGES:
        raise CaseBroken(f"a visit has 1 to {MOST_PAGES} pages")
    if len(dialogue.turns) > MOST_TURNS:
        raise CaseBroken(f"a story has at most {MOST_TURNS} turns")
    if len(dialogue.articles) > MOST_ARTICLES:
        raise CaseBroken(f"a case names at most {MOST_ARTICLES} articles")
    cart = dialogue.visit.cart
    if cart is not None and len(cart.items) > MOST_CART_ITEMS:
        raise CaseBroken(f"a cart has at most {MOST_CART_ITEMS} lines")
    times = [page.dwell_s for page in pages]
    times += [seconds for turn in dialogue.turns for seconds in (turn.typing_s, turn.patience_s)]
    if not all(0.0 <= seconds <= MOST_SECONDS for seconds in times):
        raise CaseBroken(f"a time is 0 to {MOST_SECONDS:.0f} seconds")


def _check_texts(dialogue: Dialogue, pages: list[PracticePage]) -> None:
    if any(not page.path.startswith("/") or page.path.startswith("//") for page in pages):
        raise CaseBroken("a page's path begins with one slash")
    who = dialogue.visitor
    short = [dialogue.title, dialogue.site, who.name, who.email, who.temper, *(page.title for page in pages)]
    if any(len(text or "") > MOST_TITLE_CHARS for text in (*short, *dialogue.articles)):
        raise CaseBroken(f"names and titles have at most {MOST_TITLE_CHARS} characters")
    said = [turn.say for turn in dialogue.turns]
    if any(len(text or "") > MOST_CHARS for text in (*said, dialogue.impatient, dialogue.visit.referrer)):
        raise CaseBroken(f"a message has at most {MOST_CHARS} characters")
    if any(turn.say is not None and not turn.say.strip() for turn in dialogue.turns):
        raise CaseBroken("a message is empty")
    if any(len(page.path) > MOST_CHARS for page in pages):
        raise CaseBroken(f"a path has at most {MOST_CHARS} characters")
