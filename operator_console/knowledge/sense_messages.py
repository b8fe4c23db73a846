"""What the console and the process of the sentence model say to each other: one line of JSON a message."""

import msgspec
from msgspec import Struct

MAX_LINE = 4_000_000
"""A longer line is no message."""


class Ask(Struct, frozen=True, tag="ask"):
    """Which articles are near this question?"""

    number: int
    text: str


class Want(Struct, frozen=True, tag="want"):
    """Exactly these articles are to have vectors.

    Attributes:
        groups: For each the number of its group: articles of one site in one language, which are found together.
    """

    keys: list[str]
    groups: list[int]


class ArticleText(Struct, frozen=True):
    """What is read of an article."""

    key: str
    title: str
    pieces: list[str]


class Texts(Struct, frozen=True, tag="texts"):
    """The articles that were needed, as far as they are still there."""

    articles: list[ArticleText]


class Near(Struct, frozen=True, tag="near"):
    """The answer to a question: cosines of the nearest articles by key."""

    number: int
    cosines: dict[str, float]


class Need(Struct, frozen=True, tag="need"):
    """Send the texts of these articles."""

    keys: list[str]


class Progress(Struct, frozen=True, tag="progress"):
    """So many of the articles wanted have vectors, and so much do answers count."""

    done: int
    wanted: int
    weight: float


class Failed(Struct, frozen=True, tag="failed"):
    """The process ends: what kind of error it met."""

    kind: str


ToSense = Ask | Want | Texts
FromSense = Near | Need | Progress | Failed

_encoder = msgspec.json.Encoder()
_to_sense: "msgspec.json.Decoder[ToSense]" = msgspec.json.Decoder(ToSense)
_from_sense: "msgspec.json.Decoder[FromSense]" = msgspec.json.Decoder(FromSense)


def line_of(message: ToSense | FromSense) -> bytes:
    """Return a message with the end of its line."""
    return _encoder.encode(message) + b"\n"


def read_question(line: bytes) -> ToSense:
    """Read what the console said.

    Raises:
        msgspec.DecodeError: It is no such message.
    """
    return _to_sense.decode(line)


def read_answer(line: bytes) -> FromSense:
    """Read what the process said.

    Raises:
        msgspec.DecodeError: It is no such message.
    """
    return _from_sense.decode(line)
