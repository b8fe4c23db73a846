"""Manners of a chat at its end: greeted, name used, questions answered, closed kindly; pure, gives values only.

Judged quietly: where it is not clear that something is missing, nothing is. It is for the agent's own eyes: no
figure is made of it by itself.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from operator_console.domain import manners_words as words
from operator_console.domain.conversations import AuthorKind, Message, MessageKind
from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.name_words import FAMILY_PREFIXES, NO_NAMES, TITLES
from operator_console.domain.written_words import WrittenWords, family_name, fold_name, folded_words

MOST_LINES = 400
MOST_CHARS_EACH = 4_000
MOST_QUESTIONS = 20
LANGUAGES = ("nl", "en")
STEM_CHARS = 5
"""So many letters of a word say what it is about, whatever its ending."""

_SENTENCE = late_pattern(r"[^.!?\n]+(?:[.!?]+(?=\S)[^.!?\n]*)*[.!?]*")
_WORD = late_pattern(r"[^\W_]+(?:['’][^\W_]+)?")


class SaidLine(Struct, frozen=True, kw_only=True):
    """One line of a transcript that both sides saw.

    Attributes:
        holding: An agent's holding line, which answers nothing.
    """

    author: AuthorKind
    text: str
    holding: bool = False


class Etiquette(Struct, frozen=True, kw_only=True):
    """What was found.

    Attributes:
        greeted: One of the agent's first lines greets.
        name_used: The visitor's name was used; None when no real name is known.
        open_questions: The visitor's questions that nothing seems to answer, as they were written, in order.
        closed_kindly: One of the agent's last lines is a wish, thanks or the offer of more help.
    """

    greeted: bool
    name_used: bool | None
    open_questions: tuple[str, ...]
    closed_kindly: bool

    @property
    def is_complete(self) -> bool:
        """Tell whether nothing is missing."""
        return self.greeted and self.name_used is not False and not self.open_questions and self.closed_kindly


class _Sentence:
    """A sentence in folded words, with what it is about."""

    def __init__(self, text: str, line: int) -> None:
        self.text = text.strip()
        self.line = line
        self.words = tuple(fold_name(word.replace("'", "").replace("’", "")) for word in _WORD.findall(text))
        self.spoken = f" {' '.join(self.words)} "
        self.topics = frozenset(
            word[:STEM_CHARS] for word in self.words if len(word) > 2 and word not in words.PLAIN_WORDS
        )

    def says(self, phrases: Iterable[str]) -> bool:
        """Tell whether one of the phrases stands in it."""
        return any(f" {phrase} " in self.spoken for phrase in phrases)


def lines_of(messages: Iterable[Message]) -> tuple[SaidLine, ...]:
    """Return the lines of a transcript that both sides saw: no notes, no system lines; the bot's where it answers."""
    return tuple(
        SaidLine(author=message.author.kind, text=message.text, holding=message.holding)
        for message in messages
        if message.kind is MessageKind.TEXT
        and message.author.kind is not AuthorKind.SYSTEM
        and (message.author.kind is not AuthorKind.BOT or "article" in message.values)
    )


def check(lines: Sequence[SaidLine], visitor_name: str | None, language: str | None = None) -> Etiquette:
    """Judge the manners of a chat.

    Args:
        lines: In their order; of a longer chat the last `MOST_LINES` are read for questions.
        visitor_name: As shown, or None for an anonymous visitor.
        language: ``nl`` or ``en``; None (or another) looks for both.
    """
    codes = (language,) if language in LANGUAGES else LANGUAGES
    by_agent = [line.text[:MOST_CHARS_EACH] for line in lines if line.author is AuthorKind.AGENT]
    return Etiquette(
        greeted=any(_greets(text, codes) for text in by_agent[:3]),
        name_used=_name_used(by_agent, visitor_name),
        open_questions=_open_questions(lines[-MOST_LINES:], codes),
        closed_kindly=any(_closes(text, codes) for text in by_agent[-3:]),
    )


def _greets(text: str, codes: Sequence[str]) -> bool:
    start = _Sentence(text[:200], 0)
    first = start.words[:3]
    return any(
        any(word in words.GREETINGS[code] for word in first)
        or any(start.spoken.startswith(f" {phrase} ") for phrase in words.GREETING_PHRASES[code])
        for code in codes
    )


def _closes(text: str, codes: Sequence[str]) -> bool:
    whole = _Sentence(text, 0)
    return any(whole.says(words.FAREWELLS[code]) for code in codes)


def _name_used(texts: Sequence[str], name: str | None) -> bool | None:
    parts = [part for part in folded_words(name or "") if part not in TITLES]
    if not parts or any(part in NO_NAMES for part in parts) or not any(part.isalpha() for part in parts):
        return None
    family = [part for part in family_name(tuple(parts[1:]) or tuple(parts)) if part not in FAMILY_PREFIXES]
    wanted = {parts[0], *family[-1:]}
    return any(_stands_in(WrittenWords(text), wanted) for text in texts)


def _stands_in(written: WrittenWords, names: set[str]) -> bool:
    return any(word in names or (word.endswith("s") and word[:-1] in names) for word in written.folded)


# ------------------------------------------------------------------------------------------------------- questions


def _open_questions(lines: Sequence[SaidLine], codes: Sequence[str]) -> tuple[str, ...]:
    """Return what the visitor asked and nobody answered.

    A statement of the agent answers every question before it that is about the same; and one question more, the oldest
    that has no answer, unless it only goes on with the statement before it.
    """
    waiting: list[_Sentence] = []
    for number, line in enumerate(lines):
        sentences = [_Sentence(match.group(), number) for match in _SENTENCE.finditer(line.text[:MOST_CHARS_EACH])]
        if line.author is AuthorKind.VISITOR:
            waiting = _asked(waiting, sentences, codes)
        elif line.author is AuthorKind.BOT:
            waiting = []  # what it showed was let stand, or was asked again
        elif line.author is AuthorKind.AGENT and not line.holding and waiting:
            waiting = _answered(waiting, sentences, codes)
    return tuple(question.text for question in waiting)


def _asked(waiting: list[_Sentence], sentences: Sequence[_Sentence], codes: Sequence[str]) -> list[_Sentence]:
    for sentence in sentences:
        if any(sentence.says(words.TAKEN_BACK[code]) for code in codes):
            waiting = []
        elif is_question(sentence.text, codes):
            again = [old for old in waiting if old.topics and old.topics == sentence.topics]
            waiting = [*(old for old in waiting if old not in again), sentence]
    return waiting[-MOST_QUESTIONS:]


def _answered(waiting: list[_Sentence], sentences: Sequence[_Sentence], codes: Sequence[str]) -> list[_Sentence]:
    before = False
    for sentence in sentences:
        if not _is_statement(sentence, codes):
            before = False
            continue
        about = [question for question in waiting if question.topics & sentence.topics]
        goes_on = before and sentence.words[0] in words.REFERRING_BACK
        if not about and not goes_on:
            about = waiting[:1]
        waiting = [question for question in waiting if question not in about]
        before = True
    return waiting


def _is_statement(sentence: _Sentence, codes: Sequence[str]) -> bool:
    """Tell whether a sentence of the agent says something: no question back, no greeting, no request for patience."""
    if not sentence.words or is_question(sentence.text, codes):
        return False
    if sentence.words[0] in words.SHORT_ANSWERS:
        return True
    polite = any(
        sentence.says(phrases)
        for code in codes
        for phrases in (words.HOLDING[code], words.FAREWELLS[code], words.GREETING_PHRASES[code])
    )
    greeting = len(sentence.words) < 5 and any(sentence.words[0] in words.GREETINGS[code] for code in codes)
    return not polite and not greeting and bool(sentence.topics)


def is_question(text: str, languages: Sequence[str] = LANGUAGES) -> bool:
    """Tell whether one sentence asks something that needs an answer; also without a question mark.

    Asking for attention ("can you help me?", "how are you?") is none.
    """
    sentence = _Sentence(text, 0)
    if not sentence.words or all(word in words.BEFORE_A_QUESTION for word in sentence.words):
        return False
    said = sentence.words
    while said and said[0] in words.BEFORE_A_QUESTION:
        said = said[1:]
    spoken = f" {' '.join(said)} "
    for code in languages:
        if any(spoken.startswith(f" {phrase} ") and len(said) < 8 for phrase in words.NO_REAL_QUESTIONS[code]):
            return False
    if sentence.text.endswith("?"):
        return True
    return any(_asks(said, code) for code in languages)


def _asks(said: tuple[str, ...], language: str) -> bool:
    verbs, subjects = words.INVERTED[language]
    if len(said) < 3:
        return False
    return said[0] in words.QUESTION_WORDS[language] or (said[0] in verbs and said[1] in subjects)
