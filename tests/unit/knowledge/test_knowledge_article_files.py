"""Article files: what is read, what is refused and where the fault is said to be."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge.article_files import BadArticleFileError, read_article, read_folder, write_article

GOOD = """---
key: retour-winkel
site: fietsenwereld
language: nl
title: Retourneren in de winkel
summary: Breng uw bestelling terug naar de winkel.
facts:
  - Binnen 30 dagen na levering
synonyms: [terugbrengen, 2024]
links: []
tags: [retour]
owner: Sanne Vermeer
review: 2027-03-01
image: null
---

## Zo werkt het

Neem de **bon** mee.
"""

LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60).map(str.strip)
KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    body = "\n".join(draw(st.lists(LINES, max_size=5)))
    return Article(
        key=ArticleKey(draw(KEYS)),
        site_id=SiteId(draw(KEYS)),
        language=draw(st.sampled_from(["nl", "en"])),
        title=draw(LINES.filter(bool)),
        summary=draw(LINES),
        body=body.strip(),
        facts=tuple(draw(st.lists(LINES.filter(bool), max_size=3))),
        synonyms=tuple(draw(st.lists(LINES.filter(bool), max_size=3))),
        links=tuple(ArticleKey(key) for key in draw(st.lists(KEYS, max_size=3))),
        owner=draw(LINES),
        review=draw(st.none() | st.dates(date(1990, 1, 1))),
    )


def write(folder: Path, text: str | bytes, name: str = "a.md") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_reads_every_field(tmp_path: Path) -> None:
    article = read_article(write(tmp_path, GOOD))
    assert article.key == "retour-winkel"
    assert article.site_id == "fietsenwereld"
    assert article.facts == ("Binnen 30 dagen na levering",)
    assert article.synonyms == ("terugbrengen", "2024")
    assert article.review == date(2027, 3, 1)
    assert article.body == "## Zo werkt het\n\nNeem de **bon** mee."


def test_windows_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    plain = read_article(write(tmp_path, GOOD))
    odd = read_article(write(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()))
    assert odd == plain


@pytest.mark.parametrize(
    "change, line, reason, detail",
    [
        (("key: retour-winkel", "key: Retour Winkel"), 2, "bad_key", "key"),
        (("key: retour-winkel", "key: ../../etc"), 2, "bad_key", "key"),
        (("site: fietsenwereld\n", ""), 1, "missing", "site"),
        (("language: nl", "language: de"), 4, "bad_language", "language"),
        (("title: Retourneren in de winkel", "title: [a, b]"), 5, "not_text", "title"),
        (("title: Retourneren in de winkel", f"title: {'x' * 301}"), 5, "too_long", "title"),
        (("synonyms: [terugbrengen, 2024]", "synonyms: terugbrengen"), 9, "not_list", "synonyms"),
        (("links: []", "links: [[a]]"), 10, "not_text", "links"),
        (("review: 2027-03-01", "review: spoedig"), 13, "bad_date", "review"),
        (("review: 2027-03-01", "review: 2027-02-31"), 2, "bad_yaml", "ValueError"),
        (("tags: [retour]", "tags: [retour"), 12, "bad_yaml", ""),
        (("owner: Sanne Vermeer", "owner: !!python/object:os.system x"), 12, "bad_yaml", ""),
        (("---\n\n## Zo", "\n\n## Zo"), 1, "no_front_matter", ""),
    ],
)
def test_a_fault_is_named_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int, reason: str, detail: str
) -> None:
    assert change[0] in GOOD
    with pytest.raises(BadArticleFileError) as caught:
        read_article(write(tmp_path, GOOD.replace(*change, 1)))
    problem = caught.value.problem
    assert (problem.file_name, problem.line, problem.reason) == ("a.md", line, reason)
    assert detail in problem.detail


@pytest.mark.parametrize(
    "raw, reason",
    [
        (b"", "no_front_matter"),
        (b"---\n\xff\n---\n", "not_utf8"),
        (b"---\n- a\n---\n", "bad_yaml"),
        (b"x" * 2_000_001, "too_large"),
    ],
)
def test_what_is_no_article_is_refused(tmp_path: Path, raw: bytes, reason: str) -> None:
    with pytest.raises(BadArticleFileError) as caught:
        read_article(write(tmp_path, raw))
    assert caught.value.problem.reason == reason


def test_a_missing_file_is_a_problem_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(BadArticleFileError) as caught:
        read_article(tmp_path / "nothing.md")
    assert caught.value.problem.reason == "unreadable"


def test_a_folder_gives_the_good_ones_and_names_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "fietsenwereld/nl/retour-winkel.md")
    write(tmp_path, GOOD, "fietsenwereld/nl/zelfde.md")
    write(tmp_path, GOOD.replace("key: retour-winkel", "key: ander").replace("links: []", "links: [weg]"), "b.md")
    write(tmp_path, "geen voorwerk", "slecht.md")
    folder = read_folder(tmp_path)
    assert [article.key for article in folder.articles] == ["ander", "retour-winkel"]
    assert {(problem.file_name, problem.reason) for problem in folder.problems} == {
        ("fietsenwereld/nl/zelfde.md", "duplicate"),
        ("b.md", "unknown_link"),
        ("slecht.md", "no_front_matter"),
    }


@given(article=articles())
def test_writing_and_reading_gives_the_same_article(tmp_path_factory: pytest.TempPathFactory, article: Article) -> None:
    path = write(tmp_path_factory.mktemp("articles"), write_article(article))
    assert read_article(path) == article


@given(raw=st.binary(max_size=300))
def test_no_file_makes_a_folder_fail(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    folder = tmp_path_factory.mktemp("articles")
    write(folder, b"---\n" + raw + b"\n---\n")
    found = read_folder(folder)
    assert len(found.articles) + len(found.problems) >= 1
