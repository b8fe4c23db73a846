"""Showing articles: nothing in them may load, run or leave by itself."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_console.knowledge.markdown import plain_lines, plain_text, render_html
from tests.fakes.yardstick import slowness

TAGS = re.compile(r"<[a-zA-Z][^>]*>")
KNOWN_TAGS = {
    *("a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s"),
    *("strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}


def test_ordinary_markdown_becomes_html() -> None:
    html = render_html("## Kop\n\nTekst met **nadruk** en [link](https://shop.example/a).\n\n- een\n- twee\n")
    assert "<h2>Kop</h2>" in html
    assert "<strong>nadruk</strong>" in html
    assert '<a href="https://shop.example/a" rel="noopener noreferrer">link</a>' in html
    assert html.count("<li>") == 2


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "ms-msdt:/id",
        "//host/x",
        "https://bank.example@evil.example/",
        "/elsewhere",
        "smb://host/x",
    ],
)
def test_a_dangerous_link_keeps_its_words_only(address: str) -> None:
    html = render_html(f"[lees <b>meer</b>]({address})", base_url="https://shop.example")
    assert "<a" not in html
    assert "lees &lt;b&gt;meer&lt;/b&gt;" in html


@pytest.mark.parametrize(
    "address", ["https://a.example/x?y=1", "http://a.example", "mailto:a@b.example", "tel:+31201234567"]
)
def test_a_safe_link_stays(address: str) -> None:
    assert f'href="{address}"' in render_html(f"[x]({address})")


def test_links_within_the_site_follow_its_address() -> None:
    markdown = "[Ruilen](/help/ruilen-maat)"
    assert 'href="https://shop.example/help/ruilen-maat"' in render_html(markdown, base_url="https://shop.example/")
    assert 'href="/help/ruilen-maat"' in render_html(markdown, base_url="")
    assert "<a" not in render_html(markdown)


def test_images_and_html_load_nothing() -> None:
    html = render_html('![een foto](https://evil.example/x.png) <img src="file:///x"> <script>x</script>\n\n<iframe>\n')
    assert "een foto" in html
    assert TAGS.findall(html) == ["<p>", "<p>"]


def test_a_picture_within_a_link_is_its_description() -> None:
    html = render_html("[![foto](x.png)](javascript:x)")
    assert html == "<p>foto</p>\n"


@given(text=st.text(st.characters(), max_size=400) | st.text("[]()!<>*_`#-\\:/ \nahtp@", max_size=200))
def test_any_text_gives_only_known_tags_and_safe_links(text: str) -> None:
    html = render_html(text, base_url="https://shop.example")
    html.encode("utf-8")
    for tag in TAGS.findall(html):
        name = re.match(r"<([a-zA-Z0-9]+)", tag)
        assert name is not None
        assert name.group(1) in KNOWN_TAGS
        for href in re.findall(r'href="([^"]*)"', tag):
            assert href.startswith(("http://", "https://", "mailto:", "tel:"))
    assert not re.search(r"<[^>]*\s(?:src|on\w+)=", html)
    plain_text(text)


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "*a " * 60_000, "> " * 50_000, "`" * 100_001, "![](" * 50_000, "x" * 1_000_000, "- " * 90_000],
)
def test_hostile_lengths_end_in_time(text: str) -> None:
    started = time.thread_time()  # its own: other processes of tests take theirs
    render_html(text)
    plain_text(text)
    assert time.thread_time() - started < 10 * slowness()


def test_plain_text_has_the_words_without_the_marks() -> None:
    markdown = (
        '## Zo werkt *het* ##\n\n1. Neem de **bon** mee\n2) Zie [ons adres](https://a.example/x_y "titel")\n\n'
        "> - [ ] snake_case blijft & 5 * 3 ook\n\n---\n\n```sh\nls -l\n```\n"
        "![plaatje](x.png) &amp; <https://b.example>\n\\*geen nadruk\\*"
    )
    assert plain_text(markdown) == (
        "Zo werkt het\nNeem de bon mee\nZie ons adres\n[ ] snake_case blijft & 5 * 3 ook\nls -l\n"
        "plaatje & https://b.example\n*geen nadruk*"
    )


def test_headings_are_told_apart() -> None:
    assert list(plain_lines("# Een\n#hashtag\ntwee")) == [(True, "Een"), (False, "#hashtag"), (False, "twee")]
