"""Making an index, opening one from disk and changing a few articles of it; knows no request."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from zlib import crc32

from msgspec import Struct

from operator_console.domain.articles import Article, ArticleName
from operator_console.knowledge.engine import Engine, EngineEntry
from operator_console.knowledge.entries import CutArticle, count_words, encode, without_surrogates
from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.lexicon import Lexicon
from operator_console.knowledge.memory import give_back
from operator_console.knowledge.pausing import Pause
from operator_console.knowledge.ranking import Averages
from operator_console.knowledge.saved import (
    ENGINE_FOLDER,
    engine_files,
    head_of,
    new_folder,
    read_head,
    slab_path,
    write_head,
)
from operator_console.knowledge.shelf import Shelf, Slab, SlabWriter, open_slab

BETWEEN = "\x1f"
"""Stands between site, key and language in a name."""

_KINDS = ("readings", "showings")


class Content(Struct, frozen=True):
    """Everything an index is made of.

    Attributes:
        place: Its folder, None when it is held in memory.
        names: For every entry its name, empty for one that is gone.
        sums: For every entry a checksum of its article.
    """

    place: Path | None
    engine: Engine
    lexicons: Mapping[str, Lexicon]
    averages: Mapping[str, Averages]
    names: list[str]
    sums: list[int]
    readings: Shelf
    showings: Shelf

    def numbers(self) -> dict[str, int]:
        """Return the number of every article by its name."""
        return {name: number for number, name in enumerate(self.names) if name}


def name_of(article: Article) -> str:
    """Return what names an article within an index."""
    return BETWEEN.join(_clean(part) for part in article.name)


def name_text(name: ArticleName) -> str:
    """Return the same from the name of an article."""
    return BETWEEN.join(_clean(part) for part in name)


def sum_of(article: Article) -> int:
    """Return a checksum over all of an article."""
    return crc32(encode(without_surrogates(article)))


def build_content(articles: Iterable[Article], folder: Path | None, pause: Pause) -> Content:
    """Build everything anew; seconds for ten thousand articles.

    Raises:
        OSError: The folder cannot be written.
    """
    unique = {name_of(article): article for article in articles}
    cut = _cut([article for article in unique.values() if not article.deleted], pause)
    counts = count_words(cut)
    pause()
    lexicons = {code: Lexicon(code, counts[code], pause) for code in sorted(counts)}
    place = new_folder(folder) if folder is not None else None
    engine = Engine.create(place / ENGINE_FOLDER if place is not None else None)
    names = [name_of(one.article) for one in cut]
    sums, shelves = _shelve(cut, lexicons, place, 0, pause)
    content = Content(
        place=place,
        engine=engine.changed((), _entries(cut, names, lexicons, 0, pause)),
        lexicons=lexicons,
        averages=_averages(cut),
        names=names,
        sums=sums,
        readings=Shelf(shelves[:1]),
        showings=Shelf(shelves[1:]),
    )
    _write_head(content)
    give_back()
    return content


def open_content(place: Path) -> Content:
    """Open what ``build_content`` left on disk.

    Raises:
        IndexUnusable: It is damaged, or of another version.
    """
    head = read_head(place)
    try:
        lexicons = {code: Lexicon.opened(code, saved) for code, saved in head.lexicons.items()}
        shelves = [
            Shelf([open_slab(slab_path(place, kind, number)) for number in range(head.slabs)]) for kind in _KINDS
        ]
    except (OSError, ValueError) as error:
        raise IndexUnusable("a file cannot be read") from error
    if {len(head.names), len(head.sums), *map(len, shelves)} != {len(head.names)}:
        raise IndexUnusable("the files do not fit together")
    return Content(
        place=place,
        engine=Engine.open(place / ENGINE_FOLDER),
        lexicons=lexicons,
        averages=head.averages,
        names=head.names,
        sums=head.sums,
        readings=shelves[0],
        showings=shelves[1],
    )


def changed_content(content: Content, changed: Sequence[Article], gone: Collection[str], pause: Pause) -> Content:
    """Replace and remove a few articles; known words keep the way they split until everything is built anew.

    Raises:
        OSError: The folder cannot be written.
    """
    cut = _cut(changed, pause)
    lexicons = dict(content.lexicons)
    for code, count in count_words(cut).items():
        lexicons[code] = lexicons[code].with_words(count) if code in lexicons else Lexicon(code, count)
    first = len(content.names)
    new_names = [name_of(one.article) for one in cut]
    leaving = {*gone, *new_names}
    number = len(content.readings.slabs)
    sums, shelves = _shelve(cut, lexicons, content.place, number, pause)
    after = Content(
        place=content.place,
        engine=content.engine.changed(leaving, _entries(cut, new_names, lexicons, first, pause)),
        lexicons=lexicons,
        averages={**_averages(cut), **content.averages},
        names=[*("" if name in leaving else name for name in content.names), *new_names],
        sums=[*content.sums, *sums],
        readings=Shelf([*content.readings.slabs, shelves[0]]),
        showings=Shelf([*content.showings.slabs, shelves[1]]),
    )
    _write_head(after)
    return after


def _cut(articles: Iterable[Article], pause: Pause) -> list[CutArticle]:
    folded: dict[str, str] = {}
    cut = []
    for article in articles:
        cut.append(CutArticle(without_surrogates(article), folded))
        pause()
    return cut


def _shelve(
    cut: Sequence[CutArticle], lexicons: Mapping[str, Lexicon], place: Path | None, number: int, pause: Pause
) -> tuple[list[int], list[Slab]]:
    readings, showings = SlabWriter(), SlabWriter()
    sums = []
    for one in cut:
        readings.add(encode(one.reading(lexicons[one.language])))
        showings.add(encode(one.showing()))
        sums.append(crc32(encode(one.article)))
        pause()
    paths = [slab_path(place, kind, number) if place is not None else None for kind in _KINDS]
    return sums, [writer.finish(path) for writer, path in zip((readings, showings), paths, strict=True)]


def _entries(
    cut: Sequence[CutArticle], names: Sequence[str], lexicons: Mapping[str, Lexicon], first: int, pause: Pause
) -> Iterable[EngineEntry]:
    for number, (one, name) in enumerate(zip(cut, names, strict=True), first):
        line_of = lexicons[one.language].line_of
        heart = " ".join([line_of(word) for row in one.rows[:3] for word in row])
        content = " ".join([line_of(word) for word in one.rows[3]])
        article = one.article
        yield EngineEntry(
            number=number,
            name=name,
            language=one.language,
            own_language=article.language,
            site=article.site_id,
            tags=article.tags,
            changed=article.updated_at.date() if article.updated_at is not None else None,
            heart=heart,
            text=f"{heart} {content}",
        )
        pause()


def _averages(cut: Sequence[CutArticle]) -> dict[str, Averages]:
    found = {}
    for code in {one.language for one in cut}:
        rows = [one.rows for one in cut if one.language == code]
        titles, contents = sum(len(row[0]) for row in rows), sum(len(row[3]) for row in rows)
        found[code] = Averages(titles / len(rows), contents / len(rows))
    return found


def _write_head(content: Content) -> None:
    if content.place is None:
        return
    try:
        files = list(engine_files(content.place))
    except IndexUnusable as error:
        raise OSError("the index cannot be read again") from error
    lexicons = {code: lexicon.saved() for code, lexicon in content.lexicons.items()}
    slabs = len(content.readings.slabs)
    head = head_of(content.names, content.sums, slabs, dict(content.averages), lexicons, files)
    write_head(content.place, head)


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace(BETWEEN, "\ufffd")
