"""The knowledge bot's rules: when it begins, what a visitor's turn is to it, what it does then; pure, finds nothing."""

import re
from enum import StrEnum

from msgspec import Struct, structs

from operator_console.domain.conversations import BotPart, HandOverReason
from operator_console.domain.site_settings import BotMode, SiteSettings

FAILURES = 2
"""So many failures in a row bring people."""
CHOICES = 3
"""At most so many titles are offered at once."""
MOST_KEPT = 12
"""At most so many questions and articles are kept of a bot's part."""
KEPT_CHARS = 140
_READ_CHARS = 1_000
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")

_PEOPLE_NL = (
    "medewerker|medewerkers|medewerkster|mens|mensen|persoon|iemand|collega|klantenservice|klantenservicemedewerker|"
    "adviseur|agent|operator|helpdesk"
)
_PEOPLE_EN = (
    "person|persons|people|human|humans|human being|agent|representative|rep|employee|someone|somebody|operator|"
    "colleague|advisor|adviser|customer service|staff|staff member|team member"
)
_TALK_NL = (
    "spreken|spreek|praten|praat|chatten|chat|kletsen|contact|bellen|doorverbinden|doorverbind|doorverbonden|verbinden|"
    "verbind|doorzetten|doorschakelen|overleggen|overzetten"
)
_TALK_EN = "talk|speak|chat|connect|transfer|put me through|contact|reach|hand me over|escalate"
_NEAR = r"(?:\s+\S+){0,6}?\s+"
_ASKS = re.compile(
    "|".join(
        (
            rf"\b(?:{_PEOPLE_NL})\b{_NEAR}(?:{_TALK_NL})\b",
            rf"\b(?:{_TALK_NL})\b{_NEAR}(?:{_PEOPLE_NL})\b",
            rf"\b(?:{_TALK_EN})\b{_NEAR}(?:{_PEOPLE_EN})\b",
            rf"\b(?:{_PEOPLE_EN})\b\s+(?:to|i can|who can|that can)\s+(?:talk|speak|chat)\b",
            r"\b(?:echte?|levende?|gewone?|fysieke?)\s+(?:mens|mensen|persoon|medewerker|iemand)\b",
            r"\b(?:real|actual|live|living|human)\s+(?:person|people|human|agent|being|someone|representative|operator)\b",
            r"\b(?:geen|niet(?:\s+met)?(?:\s+een)?|stop(?:\s+met)?(?:\s+de)?)\s+(?:chat)?(?:bot|robot|computer)\b",
            r"\b(?:no|not(?:\s+(?:to|with))?(?:\s+an?)?|stop(?:\s+the)?)\s+(?:chat)?(?:bot|robot|computer|machine)s?\b",
            r"\bik\s+(?:wil|zoek|heb)\s+(?:nu\s+|liever\s+|graag\s+|gewoon\s+|wel\s+)*een\s+(?:medewerker|mens|persoon)\b",
            r"\bi\s+(?:want|need|would like|'d like)\s+(?:a|an|the)\s+(?:human|agent|representative|operator)\b",
        )
    ),
    re.IGNORECASE,
)
_PERSON_WORDS = frozenset(
    "medewerker medewerkers medewerkster mens mensen persoon iemand collega agent operator klantenservice human humans"
    " person people representative someone somebody employee".split()
)
_AROUND_PERSON = frozenset(
    "een graag aub alsjeblieft alstublieft ik wil wilt met kan mag liever gewoon nu van de het is er daar aanwezig"
    " naar doe geef mij me maar a an i want need would like prefer rather to the please can you get give is there"
    " anybody real now just".split()
)
_NO_BEGINS = re.compile(
    r"\A\W*(?:nee+|neen|nope|nah|no|niet echt|geen van (?:deze|die|alle)\w*|none of (?:these|those|them)|not really|"
    r"(?:dat|dit) (?:is|was) (?:het )?niet\b|(?:that|this)(?:'s| is| was| did)? ?(?:not|n't|didn't|doesn't)\b|"
    r"(?:dat|dit)? ?helpt (?:me |mij )?niet|(?:it )?(?:didn't|doesn't|did not|does not) help)\b",
    re.IGNORECASE,
)
_AFTER_NO = frozenset(
    "dit dat was is het niet deze helaas hoor jammer genoeg dank je bedankt helpt mij me ook that this it not help"
    " did doesn't didn't what i asked meant these those none of them really sorry thanks thank you for the ik"
    " zoek bedoel bedoelde mean".split()
)
_OVER = frozenset(
    "ja jawel jep jup yep yes yeah yup ok oke oké okay okee okido top super prima goed fijn helder duidelijk mooi"
    " great perfect good nice cool awesome excellent thanks thx thank bedankt dank dankje dankjewel dankuwel merci"
    " cheers doei dag daag groet groetjes bye goodbye ciao toppie geweldig gelukt opgelost solved klopt".split()
)
_AROUND_OVER = frozenset(
    "je jou u wel hoor heel erg veel zeer hartelijk voor de het een dat dit was is helpt hielp heeft geholpen mij me"
    " hulp informatie info snelle antwoord antwoordt vraag mijn you very much so a lot for your the help that this it"
    " did does helped helps answered answers my question is was all i know enough nu now ben er uit weet genoeg tot"
    " ziens nog fijne prettige day have nice een doei and en".split()
)


class Kind(StrEnum):
    """What a visitor's turn is to the bot."""

    PERSON = "person"
    """A person is asked for."""
    FILE = "file"
    """Something that the bot cannot read."""
    NO = "no"
    """What was shown is not what was asked; more may follow it."""
    OVER = "over"
    """Yes, thanks or good-bye: nothing is asked."""
    GREETING = "greeting"
    """Nothing is asked yet."""
    QUESTION = "question"


class Heard(Struct, frozen=True):
    """A visitor's turn: all that was written since the bot's last answer.

    Attributes:
        question: What is to be looked for; empty when nothing is.
    """

    kind: Kind
    question: str = ""


class Move(StrEnum):
    """What the bot does."""

    SHOW = "show"
    """Names the articles that were found."""
    ASK = "ask"
    """Greets back: what is the question?"""
    AGAIN = "again"
    """Says that it did not find it, and asks for other words."""
    QUIET = "quiet"
    HAND_OVER = "hand_over"


class Decision(Struct, frozen=True):
    """What it does, and its part after that; `part.reason` says why people are asked."""

    move: Move
    part: BotPart


def bot_begins(settings: SiteSettings, *, is_open: bool, available: bool) -> bool:
    """Tell whether a chat that begins now begins with the bot.

    Args:
        is_open: The site is within its opening hours.
        available: Somebody is there to answer.
    """
    if settings.bot is BotMode.OUTSIDE:
        return not (is_open and available)
    return settings.bot is BotMode.FIRST


def wants_person(text: str) -> bool:
    """Tell whether a text asks for a person instead of a bot, in Dutch or English.

    In doubt it does: who is handed over without need loses less than who cannot get away from a bot.
    """
    text = text[:_READ_CHARS]
    if _ASKS.search(text):
        return True
    words = _words(text)
    return bool(words) and len(words) < 9 and any(word in _PERSON_WORDS for word in words) and all(
        word in _PERSON_WORDS or word in _AROUND_PERSON for word in words
    )  # fmt: skip


def hear(lines: tuple[str, ...], part: BotPart, *, greets: bool = False, has_file: bool = False) -> Heard:
    """Understand what a visitor has written since the bot's last answer.

    Args:
        lines: Each message; there is at least one, or a file.
        greets: It is a greeting and no more, as the knowledge engine reads it.
    """
    if any(wants_person(line) for line in lines):
        return Heard(Kind.PERSON)
    if has_file:
        return Heard(Kind.FILE)
    text = "\n".join(lines).strip()
    no = _NO_BEGINS.match(text) if part.asking else None
    if no is not None:
        rest = text[no.end() :].strip(" ,.;:!-–—\n")
        return Heard(Kind.NO, rest if _says_more(rest) else "")
    words = _words(text)
    if not words and "?" not in text:
        return Heard(Kind.OVER if part.asking else Kind.GREETING)  # a thumb, a smile
    if _is_over(words) and "?" not in text:
        return Heard(Kind.OVER)
    return Heard(Kind.GREETING) if greets else Heard(Kind.QUESTION, text)


def decide(part: BotPart, heard: Heard, found: tuple[str, ...], *, only: HandOverReason | None = None) -> Decision:
    """Choose what to do with a turn.

    Args:
        part: Its part so far.
        found: Keys of the articles that answer `heard.question`, best first.
        only: People are asked whatever was written: the bot is off, broken, or has no articles.
    """
    why = HandOverReason.ASKED if heard.kind is Kind.PERSON else only
    if why is None and heard.kind is Kind.FILE:
        why = HandOverReason.FILE
    if why is not None:
        return _hand_over(part, why)
    if heard.kind is Kind.OVER:
        return Decision(Move.QUIET, structs.replace(part, failed=0, asking=False, solved=part.asking or part.solved))
    if heard.kind is Kind.GREETING:
        return Decision(Move.ASK, part)
    failed = part.failed
    if heard.kind is Kind.NO:
        failed += 1
    elif part.asking:
        failed = 0  # the answer before was let stand, and this is another question
    if failed < FAILURES and heard.question:
        if found:
            return Decision(Move.SHOW, structs.replace(part, failed=failed, asking=True, solved=False))
        failed += 1
    part = structs.replace(part, failed=failed, asking=False, solved=False)
    if failed >= FAILURES:
        return _hand_over(part, HandOverReason.FAILED)
    return Decision(Move.AGAIN, part)


def noted(part: BotPart, question: str, articles: tuple[tuple[str, str], ...]) -> BotPart:
    """Keep what it was asked and which articles it showed, for the people who come after it.

    Args:
        articles: Key and title of each.
    """
    line = " ".join(question.split())[:KEPT_CHARS]
    fresh = [(key, title[:KEPT_CHARS]) for key, title in articles if key not in part.articles]
    keys = (*part.articles, *(key for key, _title in fresh))[-MOST_KEPT:]
    titles = (*part.titles, *(title for _key, title in fresh))[-MOST_KEPT:]
    asked = (*part.asked, line)[-MOST_KEPT:] if line else part.asked
    return structs.replace(part, articles=keys, titles=titles, asked=asked)


def _hand_over(part: BotPart, reason: HandOverReason) -> Decision:
    return Decision(Move.HAND_OVER, structs.replace(part, reason=reason, asking=False, solved=False))


def _says_more(rest: str) -> bool:
    words = _words(rest)
    return any(word not in _AFTER_NO and word not in _OVER for word in words) and len(words) > 1


def _is_over(words: list[str]) -> bool:
    if not words or len(words) > 14 or not any(word in _OVER for word in words):
        return False
    return all(word in _OVER or word in _AROUND_OVER for word in words)


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text[:_READ_CHARS])]
