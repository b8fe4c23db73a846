"""What of an article can be put into an answer, in which words, and whether it is still there; knows no text field."""

from msgspec import Struct

from operator_console.domain.articles import ArticleName, ArticleUseKind
from operator_console.domain.late_pattern import late_pattern
from operator_console.domain.plain_text import clean_line, clean_message

MOST_PIECE_CHARS = 4_000
STILL_THERE = 0.6
"""So much of a fact or quote has to be left of it after the agent's own changes."""
LEAST_RUN = 3
"""Single words that two texts share say nothing; a run of so many does."""

_WORD = late_pattern(r"\w+")
_QUOTES = str.maketrans({"“": "‘", "”": "’", "„": "‘", '"': "’", "«": "‘", "»": "’"})
_ENDS = (".", ":", "?", "!", "…")


class Piece(Struct, frozen=True, kw_only=True):
    """A link, a fact or a quote of an article.

    Attributes:
        text: The address, the fact, or the words that are quoted.
        title: Of the article; a link that begins a line is given it.
    """

    article: ArticleName
    kind: ArticleUseKind
    text: str
    title: str = ""

    def words(self, before: str = "") -> str:
        """Return what is put into the answer.

        Args:
            before: What stands before the cursor already.
        """
        if self.kind is ArticleUseKind.LINK:
            return link_words(self.title, self.text, before)
        text = clean_message(self.text[:MOST_PIECE_CHARS]).strip()
        return quoted(text) if self.kind is ArticleUseKind.QUOTE else text


def link_words(title: str, address: str, before: str = "") -> str:
    """Return a link as it reads best in a chat.

    In a sentence of the agent's own the address stands alone, because the sentence says what it is; at the beginning
    of a line it follows the article's title, because an address without a word says nothing to the visitor.
    """
    address = clean_line(address, MOST_PIECE_CHARS)
    title = clean_line(title, 200)
    in_a_sentence = bool(before.replace("\u2029", "\n").rpartition("\n")[2].strip())
    if in_a_sentence or not title or title == address:
        return address
    return f"{title} {address}" if title.endswith(_ENDS) else f"{title}: {address}"


def quoted(text: str) -> str:
    """Return a text marked as a quote: in double quotes, its own quotes single, without empty lines."""
    lines = (" ".join(line.split()) for line in text.translate(_QUOTES).splitlines())
    whole = "\n".join(line for line in lines if line).strip()
    if whole[:1] == "‘" and whole[-1:] == "’" and whole.count("‘") == 1:
        whole = whole[1:-1].strip()
    return f"“{whole}”" if whole else ""


def is_in(piece: Piece, text: str) -> bool:
    """Tell whether a piece is still in a text, its words perhaps put a little differently.

    A link is there while its address is. Of a fact or quote most words must be left, in runs: who kept only a word or
    two of it wrote a sentence of their own.
    """
    if piece.kind is ArticleUseKind.LINK:
        address = clean_line(piece.text, MOST_PIECE_CHARS)
        return bool(address) and address in text
    wanted, there = _words(piece.text), _words(text)
    if not wanted:
        return False
    least = min(LEAST_RUN, len(wanted))
    runs = {tuple(there[at : at + least]) for at in range(len(there) - least + 1)}
    kept: set[int] = set()
    for at in range(len(wanted) - least + 1):
        if tuple(wanted[at : at + least]) in runs:
            kept.update(range(at, at + least))
    return len(kept) / len(wanted) >= STILL_THERE


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
