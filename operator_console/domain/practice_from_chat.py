"""Makes a practice case of a chat that was: the visitor's part, its facts masked by the caller; knows no screen."""

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from operator_console.domain.conversations import AuthorKind, Conversation, Message, MessageKind
from operator_console.domain.people import DeviceKind, Visit
from operator_console.domain.practice import (
    LANGUAGES,
    MOST_CHARS,
    MOST_TITLE_CHARS,
    Dialogue,
    Persona,
    PracticePage,
    PracticeVisit,
    turns_of,
)

MOST_MESSAGES = 40
MOST_SHOWN_TITLE = 60


def case_of_chat(
    conversation: Conversation,
    messages: Sequence[Message],
    visit: Visit | None,
    mask: Callable[[str], str],
    *,
    language: str,
    articles: Sequence[str] = (),
) -> Dialogue:
    """Return the visitor's part of a chat as a story that nobody can be recognised in.

    Name, e-mail address, cart, referrer and everything after a `?` or `#` of an address are left out, texts go through
    `mask`. A message of the visitor after one of the agent's is one that waited for the answer.

    Args:
        messages: In their order, the agent's too; notes, files and system lines are passed over.
        mask: Takes the chat's own facts out of a text.
        language: Of the visitor, ``nl`` or ``en``.
        articles: Keys of articles that were used in it.
    """
    lines: list[str] = []
    for message in messages:
        if message.kind is not MessageKind.TEXT:
            continue
        if message.author.kind is AuthorKind.VISITOR:
            said = " ".join(mask(message.text).split())[:MOST_CHARS]
            if said:
                lines.append(said)
        elif message.author.kind is AuthorKind.AGENT and lines and lines[-1]:
            lines.append("")
    story = "\n".join(_first(lines))
    title = next((line for line in lines if line), "")
    pages = _pages(visit, mask)
    return Dialogue(
        key=f"chat-{conversation.started_at:%Y%m%d-%H%M%S}",
        site=conversation.site_id,
        language=language if language in LANGUAGES else LANGUAGES[0],
        visitor=Persona(device=visit.device.kind if visit is not None else DeviceKind.DESKTOP),
        visit=PracticeVisit(pages=pages or (PracticePage(path="/", title="", dwell_s=5.0),)),
        turns=turns_of(story),
        title=_shortened(title),
        articles=tuple(dict.fromkeys(articles)),
    )


def _first(lines: list[str]) -> list[str]:
    """Return the beginning of a long chat, whole messages only."""
    kept: list[str] = []
    for line in lines:
        if sum(bool(each) for each in kept) >= MOST_MESSAGES:
            break
        kept.append(line)
    return kept


def _shortened(text: str) -> str:
    if len(text) <= MOST_SHOWN_TITLE:
        return text
    return text[:MOST_SHOWN_TITLE].rsplit(" ", 1)[0] + "…"


def _pages(visit: Visit | None, mask: Callable[[str], str]) -> tuple[PracticePage, ...]:
    if visit is None:
        return ()
    found = [
        PracticePage(path=path, title=mask(page.title)[:MOST_TITLE_CHARS], dwell_s=5.0)
        for page in visit.pages[-3:]
        if (path := _path(page.url, mask)) is not None
    ]
    return tuple(found)


def _path(url: str, mask: Callable[[str], str]) -> str | None:
    """Return where on the site a page is, without what is asked of it; None when that says who somebody is."""
    try:
        path = urlsplit(url).path or "/"
    except ValueError:
        return None
    if not path.startswith("/") or path.startswith("//") or len(path) > MOST_CHARS:
        return None
    return path if mask(path) == path else None
