"""Derives the parts of Dutch compounds from a hunspell dictionary: ``python -m tools.compound_words DIC AFF``.

The list in ``operator_console/knowledge/data`` was made from OpenTaal's dictionary (package hunspell-nl 2.20.19). Its
compound flags tell more than a list of words: which word may stand first, with which linking letters, and which last.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from operator_console.knowledge.compounds import COMPOUND_WORDS, CompoundSplitter
from operator_console.knowledge.language import fold

BEGINS, ENDS, FORBIDDEN = "Ca", "Cc", "Fw"
PLURALS = "Z"
LEAST_CHARS = 3
LONGEST_WHOLE = 8
HEADER = "# Parts of Dutch compounds (b: begins, e: ends) with endings; from OpenTaal's list, see LICENSE-OpenTaal.txt."
ENDINGS = ("s", "en", "n")


def main(dic: Path, aff: Path) -> int:
    rules = _rules(aff)
    codes: dict[str, set[str]] = defaultdict(set)
    for line in _lines(dic):
        word, _slash, flags_text = line.strip().partition("/")
        flags = _pairs(flags_text.split("\t")[0])
        if word.isalpha() and word.islower() and FORBIDDEN not in flags:
            _note(word, flags, rules, codes)
    lines = list(_grouped(_without_compounds(codes)))
    COMPOUND_WORDS.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    print(f"{len(lines)} words, {COMPOUND_WORDS.stat().st_size} bytes")
    return 0


Rule = tuple[str, str, set[str], re.Pattern[str]]


def _rules(aff: Path) -> dict[str, list[Rule]]:
    rules: dict[str, list[Rule]] = defaultdict(list)
    for line in _lines(aff):
        fields = line.split()
        if len(fields) >= 5 and fields[0] == "SFX":
            _kind, name, strip, ending, condition = fields[:5]
            added, _slash, flags = ending.partition("/")
            pattern = re.compile(("" if condition == "." else condition) + "$")
            rules[name].append(("" if strip == "0" else strip, "" if added == "0" else added, _pairs(flags), pattern))
    return rules


def _note(word: str, flags: set[str], rules: dict[str, list[Rule]], codes: dict[str, set[str]]) -> None:
    if BEGINS in flags:
        _add(codes, word, "b")
    if ENDS in flags:
        _add(codes, word, "e")
    for flag in flags:
        for strip, added, more, condition in rules.get(flag, ()):
            if not condition.search(word) or not word.endswith(strip):
                continue
            form = word.removesuffix(strip) + added if strip else word + added
            if BEGINS in more and flag[0] != "Y":  # a diminutive begins next to nothing
                _add(codes, form, "b")
            if ENDS in flags and flag[0] == PLURALS:
                _add(codes, form, "e")


def _without_compounds(codes: dict[str, set[str]]) -> dict[str, set[str]]:
    """Leave out words that the shorter ones make: they are found by splitting."""
    begin, end = ({word for word, found in codes.items() if code in found} for code in "be")
    splitter = CompoundSplitter(lambda _word: 0, dictionary=(begin, end))
    return {word: found for word, found in codes.items() if not (len(word) > LONGEST_WHOLE and splitter.split(word))}


def _grouped(codes: dict[str, set[str]]) -> Iterator[str]:
    """Yield a line for every word: its own codes (or none), then those of its forms with an ending."""
    left_out = {word + ending for word in codes for ending in ENDINGS if word + ending in codes and codes[word]}
    for word in sorted(codes.keys() - left_out):
        yield from _line(word, codes)
    for word in sorted(left_out):
        if not any(
            word.endswith(e) and word.removesuffix(e) in codes and word.removesuffix(e) not in left_out for e in ENDINGS
        ):
            yield from _line(word, codes)


def _line(word: str, codes: dict[str, set[str]]) -> Iterator[str]:
    forms = [f"{e}:{''.join(sorted(codes[word + e]))}" for e in ENDINGS if word + e in codes]
    yield " ".join([word, "".join(sorted(codes[word])), *forms])


def _add(codes: dict[str, set[str]], word: str, code: str) -> None:
    folded = fold(word)
    if folded.isalpha() and len(folded) >= LEAST_CHARS:
        codes[folded].add(code)


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").replace("ĳ", "ij").replace("Ĳ", "IJ").splitlines()


def _pairs(flags: str) -> set[str]:
    return {flags[at : at + 2] for at in range(0, len(flags), 2)}


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
