"""The index on disk: opened, brought up to date, and built anew where it cannot be trusted."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, SiteId
from operator_console.knowledge import saved
from operator_console.knowledge.errors import IndexUnusable
from operator_console.knowledge.index import ArticleIndex
from operator_console.knowledge.pausing import Breather, WorkStopped
from operator_console.knowledge.values import SearchRequest

SHOP = SiteId("fietsenwereld")


def article(key: str, title: str, version: int = 1, **more: object) -> Article:
    given = {"language": "nl", "summary": "", "body": "", **more}
    return Article(key=ArticleKey(key), site_id=SHOP, title=title, version=version, **given)  # type: ignore[arg-type]


ARTICLES = (
    article("garantie", "Garantie op de accu", body="Twee jaar, ook op de fietsaccu."),
    article("retour", "Retourvoorwaarden", synonyms=("terugsturen",), tags=("retour",)),
    article("opening", "Openingstijden", updated_at=datetime(2026, 3, 1, tzinfo=UTC)),
    article("returns", "Returning in a shop", language="en"),
)


def keys(index: ArticleIndex, text: str) -> list[str]:
    return [hit.article.key for hit in index.search(SearchRequest(text)).hits]


def place_of(folder: Path) -> Path:
    (place,) = folder.glob("index-*")
    return place


def test_an_opened_index_finds_what_the_built_one_found(tmp_path: Path) -> None:
    built = ArticleIndex.build(ARTICLES, folder=tmp_path)
    opened = ArticleIndex.open(tmp_path)
    for text in ("accu", "garnatie", "voorwaarden retour", "terugsturen", "tag:retour", "openings", "returned"):
        assert opened.search(SearchRequest(text)).hits == built.search(SearchRequest(text)).hits
    assert set(opened.articles) == set(ARTICLES)


def test_nothing_is_built_when_nothing_changed(tmp_path: Path) -> None:
    ArticleIndex.build(ARTICLES, folder=tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    again = ArticleIndex.current(ARTICLES, tmp_path)
    assert keys(again, "garantie") == ["garantie"]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_few_changes_are_added_and_stay(tmp_path: Path) -> None:
    ArticleIndex.build(ARTICLES, folder=tmp_path)
    place = place_of(tmp_path)
    later = (article("garantie", "Waarborg op zonnepanelen", version=2), *ARTICLES[2:], article("nieuw", "Bakfiets"))
    index = ArticleIndex.current(later, tmp_path)
    for one in (index, ArticleIndex.open(tmp_path)):
        assert set(one.articles) == set(later)
        assert keys(one, "waarborg zonnepaneel") == ["garantie"]
        assert keys(one, "bakfiets") == ["nieuw"]
        assert keys(one, "accu ") == keys(one, "retourvoorwaarden ") == []
    assert place_of(tmp_path) == place


def test_many_changes_build_everything_anew(tmp_path: Path) -> None:
    index = ArticleIndex.build(ARTICLES, folder=tmp_path)
    place = place_of(tmp_path)
    many = [article(f"a{number}", f"Fiets nummer {number}") for number in range(80)]
    index = index.brought_to(many, tmp_path)
    assert len(index.articles) == 80
    assert place_of(tmp_path) != place


def test_the_same_article_with_another_text_is_noticed_without_a_version(tmp_path: Path) -> None:
    ArticleIndex.build(ARTICLES, folder=tmp_path)
    index = ArticleIndex.current((article("garantie", "Garantie op het frame"), *ARTICLES[1:]), tmp_path)
    assert keys(index, "frame") == ["garantie"]


def _cut_head(place: Path) -> None:
    head = place / "head"
    head.write_bytes(head.read_bytes()[:-5])


def _flip_head(place: Path) -> None:
    head = place / "head"
    data = bytearray(head.read_bytes())
    data[-3] ^= 0xFF
    head.write_bytes(data)


def _newer_format(place: Path) -> None:
    head = place / "head"
    head.write_bytes(head.read_bytes().replace(b"\x08" + f"{saved.FORMAT} ".encode(), b"\x089 ", 1)[:1] + b"9" * 40)


def _empty_head(place: Path) -> None:
    (place / "head").write_bytes(b"")


def _no_slab(place: Path) -> None:
    (place / "readings-0").unlink()


def _short_slab(place: Path) -> None:
    path = place / "showings-0"
    path.write_bytes(path.read_bytes()[:40])


def _empty_slab(place: Path) -> None:
    (place / "readings-0").write_bytes(b"")


def _no_engine(place: Path) -> None:
    for path in (place / saved.ENGINE_FOLDER).iterdir():
        path.unlink()


def _flip_engine(place: Path) -> None:
    path = max((place / saved.ENGINE_FOLDER).iterdir(), key=lambda one: one.stat().st_size)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


@pytest.mark.parametrize(
    "damage",
    [
        _cut_head,
        _flip_head,
        _newer_format,
        _empty_head,
        _no_slab,
        _short_slab,
        _empty_slab,
        _no_engine,
        _flip_engine,
    ],
)
def test_what_cannot_be_trusted_is_built_anew(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    ArticleIndex.build(ARTICLES, folder=tmp_path)
    damage(place_of(tmp_path))
    with pytest.raises(IndexUnusable):
        ArticleIndex.open(tmp_path)
    assert keys(ArticleIndex.current(ARTICLES, tmp_path), "garantie") == ["garantie"]
    assert keys(ArticleIndex.open(tmp_path), "garantie") == ["garantie"]


def test_another_format_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ArticleIndex.build(ARTICLES, folder=tmp_path)
    monkeypatch.setattr(saved, "_RULES", "99 of another version")
    with pytest.raises(IndexUnusable):
        ArticleIndex.open(tmp_path)


def test_a_record_damaged_after_opening_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    ArticleIndex.build(ARTICLES, folder=tmp_path)
    path = place_of(tmp_path) / "readings-0"
    data = bytearray(path.read_bytes())
    data[3] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(IndexUnusable):
        ArticleIndex.open(tmp_path).search(SearchRequest("garantie accu retour openingstijden"))


def test_a_foreign_file_in_the_folder_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "index-mine").mkdir()
    (tmp_path / "index-mine" / "head").write_bytes(msgspec.msgpack.encode({"hello": 1}))
    (tmp_path / "letter.txt").write_text("not an index")
    with pytest.raises(IndexUnusable):
        ArticleIndex.open(tmp_path)
    assert keys(ArticleIndex.current(ARTICLES, tmp_path), "garantie") == ["garantie"]
    assert (tmp_path / "letter.txt").exists()


def test_a_missing_folder_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnusable):
        ArticleIndex.open(tmp_path / "nowhere")


def test_halves_of_characters_do_not_stop_a_build(tmp_path: Path) -> None:
    broken = article("kwaad", "Fiets \ud800", body="b\udfff", tags=("\ud800",), synonyms=("\udc00x",))
    ArticleIndex.build([broken], folder=tmp_path)
    assert keys(ArticleIndex.open(tmp_path), "fiets") == ["kwaad"]


def test_a_build_that_nobody_wants_ends() -> None:
    stopped = threading.Event()
    stopped.set()
    many = [article(f"a{number}", f"Titel {number}", body="woord " * 500) for number in range(400)]
    with pytest.raises(WorkStopped):
        ArticleIndex.build(many, pause=Breather(stopped))
