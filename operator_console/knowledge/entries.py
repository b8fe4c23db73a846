"""Articles cut into words for the index: which word stands where; knows no engine and no scores."""

from array import array
from collections import Counter
from collections.abc import Iterable

from operator_console.domain.articles import Article
from operator_console.knowledge.language import WORD, fold, words_of
from operator_console.knowledge.markdown import plain_lines
from operator_console.knowledge.word_lists import LANGUAGES, STOP_WORDS

FIELDS = ("title", "synonyms", "summary", "facts", "headings", "body")
"""The parts of an article that are scored apart."""


class WordTable:
    """Numbers for the words of one language exactly as they are written; filled while articles are read."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.folded: list[str] = []
        self.lengths = array("I")

    def number(self, written: str) -> int:
        """Return the number of a word, giving it one when it is new."""
        number = self.numbers.get(written)
        if number is None:
            number = self.numbers[written] = len(self.folded)
            self.folded.append(fold(written))
            self.lengths.append(len(written))
        return number


class Text:
    """A real text with the numbers and places of its words."""

    __slots__ = ("starts", "text", "words")

    def __init__(self, text: str, table: WordTable) -> None:
        self.text = text
        self.words = array("I")
        self.starts = array("I")
        for match in WORD.finditer(text):
            self.words.append(table.number(match.group()))
            self.starts.append(match.start())


class Entry:
    """One article as the index holds it.

    Attributes:
        title: The title.
        content: Summary, facts and body, one after the other, each line a line.
        synonyms: Numbers of the words of synonyms and tags.
        phrases: Every synonym that is more than a stop word, folded, with a space around each word.
        headings: Numbers of the words of the body's headings (which are in ``content`` too).
        body_at: Index of the first word of ``content`` that belongs to the body.
        facts_at: Index of the first word of ``content`` that belongs to a fact.
    """

    __slots__ = ("article", "body_at", "content", "facts_at", "headings", "language", "phrases", "synonyms", "title")

    def __init__(self, article: Article, table: WordTable) -> None:
        self.article = article
        self.language = language_of(article)
        lines = list(plain_lines(article.body))
        summary = _one_line(article.summary)
        facts = "\n".join(_one_line(fact) for fact in article.facts)
        body = "\n".join(line for _is_heading, line in lines)
        self.title = Text(article.title, table)
        self.content = Text(f"{summary}\n{facts}\n{body}", table)
        others = " \n ".join((*article.synonyms, *article.tags))
        headings = " \n ".join(line for is_heading, line in lines if is_heading)
        self.synonyms = array("I", [table.number(match.group()) for match in WORD.finditer(others)])
        self.headings = array("I", [table.number(match.group()) for match in WORD.finditer(headings)])
        self.phrases = tuple(phrase for synonym in article.synonyms if (phrase := _phrase(synonym, self.language)))
        self.facts_at = _first_from(self.content, len(summary))
        self.body_at = _first_from(self.content, len(summary) + 1 + len(facts))

    def words_of_field(self, field: str) -> "array[int]":
        """Return the numbers of a field's words in their order."""
        match field:
            case "title":
                return self.title.words
            case "synonyms":
                return self.synonyms
            case "summary":
                return self.content.words[: self.facts_at]
            case "facts":
                return self.content.words[self.facts_at : self.body_at]
            case "headings":
                return self.headings
            case _:
                return self.content.words[self.body_at :]


def language_of(article: Article) -> str:
    """Return the language whose rules apply to an article: English for any that has no rules here."""
    return article.language if article.language in LANGUAGES else "en"


def read_entries(articles: Iterable[Article]) -> tuple[list[Entry], dict[str, WordTable]]:
    """Cut articles into words; deleted ones are left out.

    Returns:
        The entries in the order of the articles and, by language, the words they are numbered by.
    """
    tables = {code: WordTable() for code in LANGUAGES}
    entries = [Entry(article, tables[language_of(article)]) for article in articles if not article.deleted]
    return entries, {code: table for code, table in tables.items() if table.folded}


def count_words(entries: Iterable[Entry], language: str, table: WordTable) -> Counter[str]:
    """Return the folded words of one language with their number of occurrences."""
    numbers: Counter[int] = Counter()
    for entry in entries:
        if entry.language == language:
            numbers.update(entry.title.words)
            numbers.update(entry.synonyms)
            numbers.update(entry.content.words)
    counts: Counter[str] = Counter()
    for number, occurrences in numbers.items():
        counts[table.folded[number]] += occurrences
    del counts[""]
    return counts


def _phrase(text: str, language: str) -> str:
    words = [word for _start, _end, word in words_of(text)]
    if all(word in STOP_WORDS[language] for word in words) and len(words) < 2:
        return ""
    return "".join(f" {word}" for word in words) + " "


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _first_from(text: Text, place: int) -> int:
    for index, start in enumerate(text.starts):
        if start >= place:
            return index
    return len(text.starts)
