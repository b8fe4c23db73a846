"""Imports of what other help centres write, exports that read back the same, and everything hostile that may come."""

import base64
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from operator_console.domain.articles import Article, ThinkOf
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge import import_files
from operator_console.knowledge.article_rules import cleaned, find_fault
from operator_console.knowledge.exporting import ExportForm, write_export
from operator_console.knowledge.import_values import key_of
from operator_console.knowledge.importing import Import, read_import
from operator_console.knowledge.pictures import Picture, address_of, pictures_of, with_addresses

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def packed(**files: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def unpacked(files: dict[str, bytes | str]) -> Import:
    return read_import("help.zip", packed(**files), "shop", "nl")


def reasons(found: Import) -> list[str]:
    return [problem.reason for problem in found.problems]


# -- every kind of source


def test_a_folder_of_markdown_keeps_links_pictures_drafts_and_hints(tmp_path: Path) -> None:
    (tmp_path / "nl" / "a b").mkdir(parents=True)
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "shot.png").write_bytes(PNG)
    (tmp_path / "nl" / "returns.md").write_text(
        "---\ntitle: Retourneren\ntags: [retour]\nstate: draft\nthink_of:\n"
        "- products: [slot]\n  line: Ook een pomp?\n---\n"
        'Zie [ruilen](a%20b/Exchange.md#hoe "Ruilen") en ![scherm](../img/shot.png). [weg](gone.md)\n'
    )
    (tmp_path / "nl" / "a b" / "Exchange.md").write_text("# Ruilen\n\nOf [terug](../returns.md).\n")
    found = read_import("", tmp_path, "shop", "en")
    one = {article.key: article for article in found.articles}
    assert set(one) == {"returns", "exchange"}
    returns, exchange = one[ArticleKey("returns")], one[ArticleKey("exchange")]
    assert '[ruilen](/help/exchange "Ruilen")' in returns.body
    assert f"![scherm]({address_of(PNG)})" in returns.body
    assert returns.think_of == (ThinkOf(products=("slot",), line="Ook een pomp?"),)
    assert (returns.language, exchange.title, exchange.body) == ("nl", "Ruilen", "Of [terug](/help/returns).")
    assert found.drafts == {returns.name}
    assert [picture.content for picture in found.pictures] == [PNG]
    assert [(each.reason, each.detail) for each in found.problems] == [("dead_link", "gone.md")]


def test_pages_of_a_help_centre_become_markdown() -> None:
    within = base64.b64encode(PNG + b"2").decode()
    page = f"""<!doctype html><html lang="en-GB"><head><title>Shop: Returns</title>
    <meta name="description" content="In short"><style>p {{}}</style></head>
    <body><nav><a href="/">Home</a></nav><main><h1>Returns</h1><h2>How</h2>
    <p>Within <b>30 days</b>, see <a href="exchange.html">exchange</a>, <a href="https://x.example/a">x</a>.</p>
    <ul><li>one</li><li>two</li></ul>
    <img src="img/a.png" alt="shot"><img src="data:image/png;base64,{within}">
    <img src="https://tracker.example/p.gif" alt="pixel"><script>alert(1)</script></main><footer>&copy;</footer></body>
    </html>"""
    found = unpacked(
        {"returns.html": page, "exchange.html": "<h1>Exchange</h1><p>text", "img/a.png": PNG, "x.css": "p {}"}
    )
    returns = next(article for article in found.articles if article.key == "returns")
    assert (returns.title, returns.summary, returns.language) == ("Returns", "In short", "en")
    assert "## How" in returns.body
    assert "**30 days**" in returns.body
    assert "[exchange](/help/exchange)" in returns.body
    assert "- one\n- two" in returns.body
    assert pictures_of(returns) == (address_of(PNG), address_of(PNG + b"2"))
    assert "[pixel](https://tracker.example/p.gif)" in returns.body
    assert "alert" not in returns.body
    assert "Home" not in returns.body
    assert len(found.pictures) == 2
    assert sorted(reasons(found)) == ["remote_picture", "unknown_kind"]


def test_an_export_of_a_help_desk_is_understood() -> None:
    rows = {
        "count": 2,
        "articles": [
            {
                "id": 3600012, "title": "Garantie", "body": '<p>Twee jaar. <a href="https://help.example/hc/nl/77">Meer</a></p>',
                "locale": "nl-NL", "label_names": ["garantie"], "draft": True,
                "html_url": "https://help.example/hc/nl/3600012",
            },
            {"id": 77, "title": "Reparatie", "body": "<h2>Zo</h2>",
             "html_url": "https://help.example/hc/nl/77/", "author_id": 9},
            {"id": 77, "title": "Nog eens", "body": "x"},
            {"id": 5, "title": "Deutsch", "body": "x", "locale": "de"},
            7,
        ],
    }  # fmt: skip
    found = read_import("export.json", json.dumps(rows).encode(), "shop", "nl")
    assert [(each.key, each.body, each.tags) for each in found.articles] == [
        ("3600012", "Twee jaar. [Meer](/help/77)", ("garantie",)),
        ("77", "## Zo", ()),
    ]
    assert {name[1] for name in found.drafts} == {"3600012"}
    assert [(each.line, each.reason) for each in found.problems] == [
        (5, "bad_row"),
        (3, "duplicate"),
        (4, "bad_language"),
    ]


def test_rows_of_tables_and_lines(tmp_path: Path) -> None:
    table = 'slug;question;answer;tags\nterug;Hoe terug?;"Binnen 30 dagen,\nmet bon";retour, geld\n'
    found = read_import("faq.csv", table.encode(), "shop", "nl")
    assert [(each.key, each.title, each.body, each.tags) for each in found.articles] == [
        ("terug", "Hoe terug?", "Binnen 30 dagen,\nmet bon", ("retour", "geld"))
    ]
    lines = '{"id": "a/b c", "title": "T", "body": "B"}\nno json\n\n{"id": "a-b-c", "title": "T", "body": "B"}\n'
    found = read_import("a.jsonl", lines.encode(), "shop", "nl")
    assert [each.key for each in found.articles] == ["a-b-c", "a-b-c-2"]
    assert [(each.line, each.reason) for each in found.problems] == [(2, "bad_json")]


def test_without_a_site_each_article_must_name_its_own() -> None:
    found = unpacked({"a.md": "# A\n\ntext"})
    assert len(found.articles) == 1
    raw = packed(**{"a.md": "# A\n\ntext", "b.md": "---\nsite: shop\n---\n# B\n"})
    found = read_import("x.zip", raw, None, "nl")
    assert [article.site_id for article in found.articles] == ["shop"]
    assert reasons(found) == ["no_site"]


# -- there and back

_words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)
_keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True).map(ArticleKey)
_lists = st.lists(_words, max_size=4).map(tuple)


@st.composite
def _articles(draw: st.DrawFn) -> Article:
    article = Article(
        key=draw(_keys),
        site_id=SiteId("shop"),
        language=draw(st.sampled_from(["nl", "en"])),
        title=draw(_words) + "x",
        summary=draw(_words),
        body=draw(
            st.lists(
                st.one_of(_words, st.sampled_from(["# H", "---", "<p>a</p>", "=1+1", "```", "| a |"])), max_size=6
            ).map("\n".join)
        ),
        facts=draw(_lists),
        synonyms=draw(_lists),
        links=tuple(draw(st.lists(_keys, max_size=3))),
        tags=draw(_lists),
        owner=draw(_words),
        review=draw(st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2100, 1, 1)))),
        think_of=draw(st.lists(st.builds(ThinkOf, products=_lists, line=_words), max_size=2).map(tuple)),
    )
    return cleaned(article)


@pytest.mark.parametrize("form", ExportForm)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(articles=st.lists(_articles(), max_size=5, unique_by=lambda article: article.name), data=st.data())
def test_what_is_exported_reads_back_the_same(form: ExportForm, articles: list[Article], data: st.DataObject) -> None:
    articles = [article for article in articles if find_fault(article) is None]
    drafts = {article.name for article in articles if data.draw(st.booleans())}
    raw = write_export(articles, (), form, drafts)
    back = read_import(f"export.{form.ending}", raw, None, "en")
    assert sorted(back.articles, key=lambda each: each.name) == sorted(articles, key=lambda each: each.name)
    assert back.drafts == drafts
    assert write_export(articles, (), form, drafts) == raw


@pytest.mark.parametrize("form", [ExportForm.MARKDOWN, ExportForm.HTML])
def test_pictures_go_along_and_may_get_other_addresses(form: ExportForm) -> None:
    body = f"![scherm]({address_of(PNG)})"
    article = Article(key=ArticleKey("a"), site_id=SiteId("shop"), language="nl", title="A", summary="", body=body)
    picture = Picture(address=address_of(PNG), name=f"{address_of(PNG)[18:]}.png", content=PNG)
    back = read_import("a.zip", write_export([article], [picture], form), None, "nl")
    assert back.articles == (article,)
    assert back.pictures == (picture,)
    other = with_addresses(article, {picture.address: address_of(b"other")})
    assert other.body == f"![scherm]({address_of(b'other')})"


def test_a_cell_is_no_formula_in_a_spreadsheet() -> None:
    article = Article(
        key=ArticleKey("a"), site_id=SiteId("shop"), language="nl", title="=HYPERLINK(1)", summary="@x", body="-1"
    )
    raw = write_export([article], (), ExportForm.CSV).decode("utf-8-sig")
    assert "'=HYPERLINK(1),'@x,'-1" in raw


# -- what must not harm


@pytest.mark.parametrize("name", ["../../x.md", "/etc/x.md", "C:/x.md", "a/../../x.md", "..\\..\\x.md"])
def test_a_path_out_of_the_archive_is_refused(name: str) -> None:
    found = unpacked({name: "# X\n\ntext"})
    assert found.articles == ()
    assert reasons(found) == ["bad_path"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("# Secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "a.md").symlink_to(tmp_path / "secret.md")
    (inside / "b.md").write_text("![x](../secret.png)\n\n# B")
    found = read_import("", inside, "shop", "nl")
    assert [article.key for article in found.articles] == ["b"]
    assert reasons(found) == ["bad_path", "missing_picture"]


def test_bombs_and_broken_archives_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reasons(unpacked({"bomb.md": b"a" * 50_000_000, "ok.md": "# Ok\n\nx"})) == ["too_large"]
    raw = bytearray(packed(**{"bomb.md": b"a" * 3_000_000}))
    at = raw.rindex(b"PK\x01\x02") + 24
    raw[at : at + 4] = (10).to_bytes(4, "little")  # it lies of its size
    assert reasons(read_import("x.zip", bytes(raw), "shop", "nl")) in (["too_large"], ["unreadable"])
    assert reasons(read_import("x.zip", b"PK\x03\x04 no", "shop", "nl")) == ["unreadable"]
    assert reasons(read_import("x.zip", packed(**{"in.zip": packed(**{"a.md": "# A"})}), "shop", "nl")) == [
        "unknown_kind"
    ]
    monkeypatch.setattr(import_files, "MAX_FILES", 3)
    found = unpacked({f"{number}.md": f"# {number}\n\nx" for number in range(9)})
    assert (len(found.articles), reasons(found)) == (3, ["too_many"])


@pytest.mark.parametrize(
    "name, content, reason",
    [
        ("a.md", b"\xff\xfe\xff", "not_utf8"),
        ("a.md", b"---\ntitle: [\n---\n", "bad_yaml"),
        ("a.md", b"---\nthink_of: 7\ntitle: x\n---\n", "not_list"),
        ("a.csv", b"\xe9", "not_utf8"),
        ("a.json", b"[" * 100_000, "bad_json"),
        ("a.json", b'{"id": 1e400}', "bad_json"),
        ("a.jsonl", b'{"id": "a", "title": "\\ud800", "body": ""}', "bad_json"),
        ("a.html", b"<h1>\xff</h1>", "not_utf8"),
        ("a.html", b"<div>" * 5_000 + b"x", "too_deep"),
        ("a.html", b"", "missing"),
        ("a.json", b'[{"id": 1, "title": "a", "body": "b", "review": "never"}]', "bad_row"),
        ("a.csv", b"title,body\n,\n", "missing"),
        ("a.exe", b"MZ", "unknown_kind"),
        ("a.json", json.dumps({"title": "x" * 400, "body": ""}).encode(), "too_long"),
    ],
)
def test_what_does_not_fit_is_a_line_of_the_report(name: str, content: bytes, reason: str) -> None:
    found = read_import(name, content, "shop", "nl")
    assert found.articles == ()
    assert reasons(found) == [reason]


@settings(max_examples=80, deadline=None)
@given(ending=st.sampled_from(["md", "html", "csv", "json", "jsonl", "zip"]), content=st.binary(max_size=300))
def test_no_bytes_raise(ending: str, content: bytes) -> None:
    read_import(f"a.{ending}", content, "shop", "nl")


def test_older_encodings_that_say_so_are_read() -> None:
    page = b'<meta charset="windows-1252"><h1>Ge\xefnteresseerd</h1><p>caf\xe9'
    assert read_import("a.html", page, "shop", "nl").articles[0].title == "Geïnteresseerd"


@given(_words)
def test_every_name_gives_a_good_key(wanted: str) -> None:
    article = Article(
        key=ArticleKey(key_of(wanted)), site_id=SiteId("s"), language="nl", title="t", summary="", body=""
    )
    assert find_fault(article) is None


def test_thousands_of_links_take_no_time() -> None:
    body = "[" * 50_000 + "](x)" + "![" * 20_000 + "[a](b.md)" * 5_000
    found = unpacked({"a.md": "# A\n\n" + body[:190_000]})
    assert len(found.articles) == 1
