"""Which articles answer a question when no person looks before they are shown: rather none than a wrong one."""

from msgspec import Struct, structs

from operator_console.domain.articles import Article
from operator_console.knowledge.bilingual import Bilingual
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import fold
from operator_console.knowledge.suggestion import likely, suggest
from operator_console.knowledge.values import SearchRequest, SuggestionRequest

CHOICES = 3
ANSWER_FROM = 0.75
"""So sure an article must be to be shown as the answer; chosen on one half of the turns of ``bench bot``."""

NEAR = 0.9
"""Another one whose score is this share of the best one's may just as well be meant: titles are offered."""

CHOICE_FROM = 0.4
"""One that is less sure is not offered."""


class Answer(Struct, frozen=True):
    """An article that answers, with the line of it that does: a fact or the summary, as its author wrote it."""

    article: Article
    line: str


def answers(index: ArticleIndex, request: SuggestionRequest, bilingual: Bilingual | None = None) -> tuple[Answer, ...]:
    """Find what answers a question.

    Returns:
        One article when it is plainly the one; two or three when each may be; none to say "I did not find it".
        Only articles in the language of the request. What was asked before is read along only where the question
        alone finds nothing ("and to Germany?").
    """
    alone = structs.replace(request, previous=())
    chosen = _chosen(index, alone, bilingual) or (request.previous and _chosen(index, request, bilingual)) or ()
    return tuple(answer(index, article, request.text) for article in chosen)


def _chosen(index: ArticleIndex, request: SuggestionRequest, bilingual: Bilingual | None) -> list[Article]:
    found = likely(index, request)
    if not found:
        translated = suggest(index, request, bilingual)
        return [one.article for one in translated if one.score >= ANSWER_FROM and not one.other_language][:1]
    sureness, best = found[0]
    near = [hit.article for sure, hit in found[1:] if sure >= CHOICE_FROM and hit.by_words >= best.by_words * NEAR]
    if near and sureness >= CHOICE_FROM:
        return [best.article, *near][:CHOICES]
    return [best.article] if sureness >= ANSWER_FROM else []


def answer(index: ArticleIndex, article: Article, question: str) -> Answer:
    """Return an article with the line that answers a question best."""
    excerpt = ""
    for hit in index.search(SearchRequest(question, article.site_id, article.language, CHOICES)).hits:
        if hit.article.key == article.key and hit.excerpt_marks:
            excerpt = hit.excerpt.strip("…").strip()
    fact = next((fact for fact in article.facts if excerpt and excerpt in fact), None)
    return Answer(article, fact or article.summary or next(iter(article.facts), ""))


def titled(articles: tuple[Article, ...], text: str) -> Article | None:
    """Return the article whose title a text is: one that was offered by its title has been chosen."""
    wanted = fold(text.strip())
    return next((article for article in articles if fold(article.title.strip()) == wanted), None)
