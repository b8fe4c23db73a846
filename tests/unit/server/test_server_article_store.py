"""Articles with their revisions on a real SQLite file: numbers, drafts, the version stream, imports, addresses."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import json, structs

from operator_console.domain.articles import Article
from operator_console.domain.ids import ArticleKey, DepartmentId, SiteId
from operator_console.domain.people import Department, Site
from operator_console.server import ServerConfig, article_address
from operator_console.server.administration import Administration, open_administration
from operator_console.server.store.article_imports import add_articles, replace_articles
from operator_console.server.store.articles import (
    ArticleWriting,
    Change,
    read_cards,
    read_in_work,
    read_revision,
)
from operator_console.server.store.database import Database
from operator_console.server.store.directory import save_department, save_site
from operator_console.server.store.reads import articles_after
from tests.contract.server_desk import fill

SHOP = SiteId("shop")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


def article(key: str = "returns", **values: object) -> Article:
    given = {"language": "nl", "title": "Retourneren", "summary": "", "body": "Binnen 30 dagen.", **values}
    return Article(key=ArticleKey(key), site_id=SHOP, **given)  # type: ignore[arg-type]  # values of its fields


@pytest.fixture
def administration(tmp_path: Path) -> Iterator[Administration]:
    with open_administration(ServerConfig(data_dir=tmp_path)) as opened:
        fill(opened)
        yield opened


def put(database: Database, new: Article, **change: object) -> int:
    with database.writing() as connection:
        writing = ArticleWriting(connection, new.site_id, [new.key])
        number = writing.put(new, Change(at=NOW, **change))  # type: ignore[arg-type]  # values of its fields
        writing.flush()
    return number


def stream(database: Database, after: int = 0) -> list[tuple[int, str, bool]]:
    with database.reading() as connection:
        found, _more = articles_after(connection, (SHOP,), after, 1_000)
    return [(each.version, each.title, each.deleted) for each in found]


def test_only_what_is_published_reaches_the_version_stream(administration: Administration) -> None:
    database = administration.database
    assert put(database, article(), by="Anna", publish=False) == 1
    assert stream(database) == []
    assert put(database, article(title="Terugsturen"), by="Ben") == 2
    assert put(database, article(title="Een idee"), by="Anna", publish=False) == 3
    assert stream(database) == [(1, "Terugsturen", False)]
    with database.reading() as connection:
        work = read_in_work(connection, article().name)
        cards = read_cards(connection, SHOP)
        assert read_revision(connection, article().name, 2) == structs.replace(
            article(title="Terugsturen"), updated_at=NOW
        )
        assert read_revision(connection, article().name, 4) is None
    assert work is not None
    assert (work.revision, work.published_revision, work.article.title) == (3, 2, "Een idee")
    assert work.published is not None
    assert work.published.title == "Terugsturen"
    assert [(each.number, each.by, each.published) for each in work.history] == [
        (3, "Anna", False),
        (2, "Ben", True),
        (1, "Anna", False),
    ]
    assert [(card.title, card.has_draft, card.changed_by) for card in cards] == [("Een idee", True, "Anna")]


def test_what_is_removed_is_told_once_and_can_come_back_with_its_history(administration: Administration) -> None:
    database = administration.database
    put(database, article())
    assert put(database, article(), remove=True) == 2
    assert stream(database) == [(2, "Retourneren", True)]
    with database.reading() as connection:
        assert read_in_work(connection, article().name) is None
        assert read_cards(connection, SHOP) == ()
    assert put(database, article(title="Weer terug")) == 3
    with database.reading() as connection:
        work = read_in_work(connection, article().name)
    assert work is not None
    assert [each.removed for each in work.history] == [False, True, False]
    assert stream(database) == [(3, "Weer terug", False)]


def test_a_draft_that_was_never_published_is_removed_without_a_word(administration: Administration) -> None:
    put(administration.database, article(), publish=False)
    put(administration.database, article(), remove=True)
    assert stream(administration.database) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["draft", "publish", "remove"])), max_size=12))
def test_numbers_and_versions_have_no_gaps(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("data")
    database = Database(f"sqlite:///{folder / 'server.sqlite3'}", folder / "backups")
    with database.writing() as connection:
        save_department(connection, Department(id=DepartmentId("service"), name="Service"))
        save_site(
            connection, Site(id=SHOP, name="Shop", base_url="https://s.example", department_id=DepartmentId("service"))
        )
    numbers: dict[str, int] = {}
    public: dict[str, bool] = {}
    versions = 0
    for key, what in steps:
        number = put(database, article(key), publish=what == "publish", remove=what == "remove")
        numbers[key] = numbers.get(key, 0) + 1
        assert number == numbers[key]
        versions += what == "publish" or (what == "remove" and public.get(key, False))
        if what != "draft":
            public[key] = what == "publish"
        found = stream(database)
        assert max((version for version, _title, _deleted in found), default=0) == versions
        assert sum(not deleted for _version, _title, deleted in found) == sum(public.values())
    database.close()


def test_an_import_counts_what_was_new_changed_and_the_same(administration: Administration) -> None:
    database = administration.database
    put(database, article("old"), publish=False)
    put(database, article("same"))
    put(database, article("gone"))
    put(database, article("gone"), remove=True)
    with database.writing() as connection:
        done = add_articles(
            connection, SHOP, [article("old"), article("same"), article("gone"), article("new")], Change(at=NOW)
        )
    assert (done.added, done.changed, done.same) == (2, 1, 1)
    with database.writing() as connection:
        again = add_articles(connection, SHOP, [article("old"), article("new")], Change(at=NOW))
    assert (again.added, again.changed, again.same) == (0, 0, 2)


def test_replacing_leaves_what_an_agent_was_the_last_to_write(administration: Administration) -> None:
    database = administration.database
    for key in ("kept", "edited", "gone"):
        put(database, article(key))
    put(database, article("edited", title="Door Anna"), by="Anna")
    put(database, article("written"), by="Anna")
    with database.writing() as connection:
        count = replace_articles(connection, SHOP, [article("kept"), article("edited"), article("new")], NOW)
    assert count == 2
    with database.reading() as connection:
        assert {card.key: card.title for card in read_cards(connection, SHOP)} == {
            "kept": "Retourneren",
            "edited": "Door Anna",
            "new": "Retourneren",
            "written": "Retourneren",
        }


def test_a_site_that_moves_takes_its_articles_addresses_along(administration: Administration) -> None:
    database = administration.database
    site = administration.directory().sites[SHOP]
    put(database, article_address.kept(article("own"), site))
    put(database, article_address.kept(article("english", language="en"), site))
    elsewhere = f"{site.base_url}/answers/7"
    put(database, article_address.kept(article("elsewhere", url=elsewhere), site))
    administration.ensure_site(structs.replace(site, base_url="https://new.example"))
    with database.reading() as connection:
        found, _more = articles_after(connection, (SHOP,), 0, 10)
    assert {each.key: each.url for each in found} == {
        "own": "https://new.example/help/own",
        "english": "https://new.example/en/help/english",
        "elsewhere": elsewhere,
    }
    assert max(each.version for each in found) == 5


@pytest.mark.parametrize(
    "url", ["https://evil.example/x", "https://shop.example.evil/x", "javascript:1", "https://shop.example/\x00"]
)
def test_an_address_outside_of_the_site_is_not_kept(url: str) -> None:
    site = Site(id=SHOP, name="Shop", base_url="https://shop.example", own_help=False)
    assert article_address.kept(article(url=url), site).url is None
    shown = article_address.shown(article_address.kept(article(url=url), site), "https://chat.example")
    assert shown.url == "https://chat.example/help/shop/nl/returns"


def test_articles_of_an_older_database_become_first_revisions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = [article("kept", updated_at=NOW, version=1), article("gone", deleted=True, version=2)]
    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _to: upgrade(config, "v0003_sign_in"))
    path = tmp_path / "server.sqlite3"
    Database(f"sqlite:///{path}", tmp_path / "backups").close()
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("INSERT INTO departments VALUES ('d', 'D')")
        raw.execute("INSERT INTO sites VALUES ('shop', 'd', 0, ?)", (json.encode({"id": "shop"}),))
        raw.executemany(
            "INSERT INTO articles (site_id, key, language, version, deleted, body) VALUES ('shop', ?, 'nl', ?, ?, ?)",
            [(each.key, each.version, each.deleted, json.encode(each)) for each in old],
        )
    database = Database(f"sqlite:///{path}", tmp_path / "backups")
    with database.reading() as connection:
        work = read_in_work(connection, old[0].name)
        assert read_in_work(connection, old[1].name) is None
        assert [card.key for card in read_cards(connection, SHOP)] == ["kept"]
    assert work is not None
    assert (work.revision, work.published_revision, work.history[0].at) == (1, 1, NOW)
    assert put(database, article("gone")) == 2
    database.close()
