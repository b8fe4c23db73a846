"""Options of the window alone are read quickly; whatever else is said is read, and refused, by the whole parser."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from operator_console.app.cli import _window_options, build_parser

WORDS = [
    "--lang",
    "nl",
    "en",
    "xx",
    "--lang=nl",
    "--theme",
    "dark",
    "--theme=light",
    "--data-dir",
    "a b",
    "--data-dir=",
]
OTHERS = ["--help", "-h", "--version", "server", "demo", "--", "-x", "--the", "--da=x", ""]


@given(st.lists(st.sampled_from(WORDS + OTHERS), max_size=6))
@example(["--the", "--lang", "--theme=light"])
@example(["--lang", "xx", "--lang", "nl"])
def test_the_quick_way_reads_what_the_whole_parser_reads(words: list[str]) -> None:
    quick = _window_options(words)
    if quick is not None:
        whole = build_parser().parse_args(words)
        assert quick == {
            name: value
            for name, value in (("lang", whole.lang), ("theme", whole.theme), ("data-dir", whole.data_dir))
            if value is not None
        }


@pytest.mark.parametrize("words", [[], ["--data-dir", "x", "--lang", "en"], ["--theme=dark"]])
def test_the_windows_own_options_go_the_quick_way(words: list[str]) -> None:
    assert _window_options(words) is not None


@pytest.mark.parametrize("words", [["server"], ["--lang", "xx"], ["--help"], ["demo", "--lang", "nl"], ["nonsense"]])
def test_all_else_goes_to_the_whole_parser(words: list[str]) -> None:
    assert _window_options(words) is None
