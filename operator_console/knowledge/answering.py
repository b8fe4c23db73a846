"""Which articles answer a question when no person looks before they are shown: rather none than a wrong one."""

from msgspec import Struct

from operator_console.domain.articles import Article
from operator_console.knowledge.bilingual import Bilingual
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.language import fold
from operator_console.knowledge.suggestion import suggest
from operator_console.knowledge.values import SearchRequest, SuggestionRequest

CHOICES = 3


class Answer(Struct, frozen=True):
    """An article that answers, with the line of it that does: a fact or the summary, as its author wrote it."""

    article: Article
    line: str


def answers(index: ArticleIndex, request: SuggestionRequest, bilingual: Bilingual | None = None) -> tuple[Answer, ...]:
    """Find what answers a question.

    Returns:
        One article when it is plainly the one; two or three when each may be; none to say "I did not find it".
        Only articles in the language of the request.
    """
    found = [one for one in suggest(index, request, bilingual) if not one.other_language]
    return tuple(answer(index, one.article, request.text) for one in found[:CHOICES])


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
