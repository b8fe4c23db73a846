"""An article as one text, for comparing: fields by name, then the body; and what is not to be lost of it."""

from PySide6.QtCore import QCoreApplication

from operator_console.domain.articles import Article
from operator_console.domain.plain_text import clean_message

translate = QCoreApplication.translate


def article_text(article: Article | None) -> str:
    """Return everything that people wrote of an article, in lines; empty for none."""
    if article is None:
        return ""
    lines = [
        f"{translate('Articles', 'Title')}: {article.title}",
        f"{translate('Articles', 'Summary')}: {article.summary}",
        *_listed(translate("Articles", "Fact"), article.facts),
        *_listed(translate("Articles", "Synonym"), article.synonyms),
        *_listed(translate("Articles", "Tag"), article.tags),
        *_listed(translate("Articles", "Related"), article.links),
        *(
            f"{translate('Articles', 'Think of')}: {', '.join(hint.products)} → {hint.line}"
            for hint in article.think_of
        ),
        f"{translate('Articles', 'Owner')}: {article.owner}",
        f"{translate('Articles', 'Review')}: {article.review.isoformat() if article.review else ''}",
        "",
        article.body,
    ]
    return clean_message("\n".join(lines))


def same_content(one: Article, other: Article) -> bool:
    """Tell whether two articles say the same, whatever the server has noted about them."""
    return article_content(one) == article_content(other)


def article_content(article: Article) -> tuple[object, ...]:
    """Return what people wrote of an article."""
    return (
        article.title,
        article.summary,
        article.body,
        article.facts,
        article.synonyms,
        article.links,
        article.tags,
        article.owner,
        article.review,
        article.think_of,
    )


def _listed(name: str, values: tuple[str, ...]) -> list[str]:
    return [f"{name}: {value}" for value in values]
