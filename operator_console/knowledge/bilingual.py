"""Dutch and English words of the same meaning: from the articles' own language pairs and a list of shop words.

Honestly limited: words are translated one by one, without regard to what stands beside them. It finds an article on a
subject that has a plain word in both languages, and no more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from operator_console.domain.articles import Article, ArticleName
from operator_console.knowledge.language import words_of
from operator_console.knowledge.shop_words import SHOP_WORDS
from operator_console.knowledge.word_lists import LANGUAGES, SMALL_TALK, STOP_WORDS

MOST_WAYS = 4
"""At most so many translations of a word, the likeliest first."""

LEAST_TOGETHER = 0.5
"""Two words that stand in pairs of titles together mean the same when they do so this often (Dice)."""

_MOST_WORDS = 24


class Bilingual:
    """Translates single words between Dutch and English; never changes, any thread."""

    def __init__(
        self, words: Mapping[str, Mapping[str, tuple[str, ...]]], articles: Mapping[ArticleName, Article]
    ) -> None:
        self._words = words
        self._articles = articles

    @classmethod
    def of(cls, articles: Iterable[Article]) -> "Bilingual":
        """Learn from articles that are there in both languages: what stands in the titles and synonyms of both."""
        articles = tuple(article for article in articles if not article.deleted)
        words: dict[str, dict[str, list[str]]] = {code: defaultdict(list) for code in LANGUAGES}
        for dutch, english in SHOP_WORDS:
            for first, second in ((dutch, english), (english, dutch)):
                source = "nl" if first is dutch else "en"
                for word in first:
                    words[source][word] += [way for way in second if way not in words[source][word]]
        for dutch_word, english_word in _pairs(articles):
            for source, word, way in (("nl", dutch_word, english_word), ("en", english_word, dutch_word)):
                if way not in words[source][word]:
                    words[source][word].append(way)
        known = {
            code: {word: tuple(ways[:MOST_WAYS]) for word, ways in of_code.items()} for code, of_code in words.items()
        }
        return cls(known, {article.name: article for article in articles})

    def in_language(self, article: Article, language: str) -> Article | None:
        """Return the same article in a language, None where it is not there."""
        return self._articles.get((article.site_id, article.key, language))

    def others(self, language: str) -> tuple[str, ...]:
        """Return the languages that can be translated to."""
        return tuple(code for code in LANGUAGES if code != language) if language in LANGUAGES else ()

    def translate(self, text: str, language: str) -> dict[str, tuple[str, ...]]:
        """Return translations of the words of a text that carry a topic and are known, by folded word."""
        known = self._words.get(language, {})
        found: dict[str, tuple[str, ...]] = {}
        for _start, _end, word in words_of(text):
            if len(found) >= _MOST_WORDS:
                break
            for form in _forms(word, language):
                if form in known and word not in STOP_WORDS[language]:
                    found[word] = known[form]
                    break
        return found


def _forms(word: str, language: str) -> Iterable[str]:
    """Give a word and what it may be a form of."""
    yield word
    endings = (("en", ""), ("en", "e"), ("s", ""), ("t", "en"), ("", "en"), ("e", "")) if language == "nl" else (
        ("s", ""), ("es", ""), ("ies", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("d", "")
    )  # fmt: skip
    for ending, instead in endings:
        if len(word) > len(ending) + 2 and word.endswith(ending):
            yield word[: len(word) - len(ending)] + instead


def _pairs(articles: Iterable[Article]) -> Iterable[tuple[str, str]]:
    """Yield Dutch and English words that stand together in titles and synonyms of language pairs."""
    by_key: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(dict)
    for article in articles:
        if article.language in LANGUAGES:
            by_key[article.site_id, article.key][article.language] = _topics(article)
    together: Counter[tuple[str, str]] = Counter()
    apart: Counter[tuple[str, str]] = Counter()
    for both in by_key.values():
        if len(both) == len(LANGUAGES):
            for code in LANGUAGES:
                apart.update((code, word) for word in both[code])
            together.update((dutch, english) for dutch in both["nl"] for english in both["en"])
    rated = []
    for (dutch, english), count in together.items():
        same = 2.0 * count / (apart["nl", dutch] + apart["en", english])
        alike = dutch == english or (len(dutch) > 4 and dutch[:5] == english[:5])
        if alike or (same >= LEAST_TOGETHER and count > 1):
            rated.append((-same - alike, dutch, english))
    for _rate, dutch, english in sorted(rated):
        yield dutch, english


def _topics(article: Article) -> set[str]:
    text = " \n ".join((article.title, *article.synonyms))[:2_000]
    code = article.language
    return {word for _start, _end, word in words_of(text) if word not in STOP_WORDS[code] | SMALL_TALK[code]}
