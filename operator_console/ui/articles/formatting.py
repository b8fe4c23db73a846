"""Marks of Markdown put around or before a selection, and taken away again; pure, knows no widget."""

from dataclasses import dataclass

HEADING = "## "
BULLET = "- "


@dataclass(frozen=True)
class Edited:
    """A text after an edit, with what is selected in it, in characters."""

    text: str
    start: int
    end: int


def wrapped(text: str, start: int, end: int, mark: str) -> Edited:
    """Put `mark` on both sides of the selection, or take it away where it is; spaces at its ends stay outside."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    size = len(mark)
    if _stands_around(text, start, end, mark):
        return Edited(text[: start - size] + text[start:end] + text[end + size :], start - size, end - size)
    inner = text[start:end]
    if len(inner) > 2 * size and _stands_around(text, start + size, end - size, mark):
        return Edited(text[:start] + inner[size:-size] + text[end:], start, end - 2 * size)
    return Edited(text[:start] + mark + inner + mark + text[end:], start + size, end + size)


def lines_marked(text: str, start: int, end: int, mark: str) -> Edited:
    """Put `mark` before every line of the selection, or take it away where every line has it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(first, end - 1 if end > start else end))
    last = len(text) if last < 0 else last
    lines = text[first:last].split("\n")
    if all(line.startswith(mark) for line in lines):
        lines = [line[len(mark) :] for line in lines]
    else:
        lines = [_bare(line, mark) for line in lines]
        lines = [mark + line for line in lines]
    block = "\n".join(lines)
    return Edited(text[:first] + block + text[last:], first, first + len(block))


def linked(text: str, start: int, end: int, words: str, address: str) -> Edited:
    """Make the selection a link, or insert `words` as one; the cursor comes after it."""
    shown = (text[start:end] or words).replace("[", r"\[").replace("]", r"\]").replace("\n", " ")
    link = f"[{shown}]({address})"
    place = start + len(link)
    return Edited(text[:start] + link + text[end:], place, place)


def pictured(text: str, place: int, words: str, address: str) -> Edited:
    """Insert a picture; its description is selected, because only its author knows what is to be seen."""
    shown = words.replace("[", "(").replace("]", ")").replace("\n", " ")
    before = "" if place == 0 or text[place - 1] == "\n" else "\n\n"
    picture = f"{before}![{shown}]({address})\n"
    first = place + len(before) + 2
    return Edited(text[:place] + picture + text[place:], first, first + len(shown))


def _stands_around(text: str, start: int, end: int, mark: str) -> bool:
    size = len(mark)
    if start < size or text[start - size : start] != mark or text[end : end + size] != mark:
        return False
    # One star is not half of two: **bold** is not *italic*.
    sign = mark[0]
    before = start - size - 1
    doubled = (before >= 0 and text[before] == sign) or text[end + size : end + size + 1] == sign
    return not (size == 1 and doubled)


def _bare(line: str, mark: str) -> str:
    """Return a line without a heading's own marks when another heading is wanted."""
    return line.lstrip("#").lstrip() if mark == HEADING else line
