"""Keys that a site's own server signs with, on a real SQLite file: made, replaced, ended."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from operator_console.domain.ids import SiteId
from operator_console.server import ServerConfig
from operator_console.server.administration import Administration, open_administration
from operator_console.server.store.directory import read_version
from operator_console.server.store.site_secrets import end_key, keys_of, make_key, read_keys
from tests.contract.server_desk import fill

SHOP, JUMP = SiteId("shop"), SiteId("jump")
NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def administration(tmp_path: Path) -> Iterator[Administration]:
    with open_administration(ServerConfig(data_dir=tmp_path)) as opened:
        fill(opened)
        yield opened


def test_the_newest_two_keys_serve_and_stay_their_site_s(administration: Administration) -> None:
    with administration.database.writing() as connection:
        before = read_version(connection)
        made = [make_key(connection, SHOP, NOW + timedelta(days=day)).secret for day in range(4)]
        foreign = make_key(connection, JUMP, NOW).secret
        assert read_keys(connection) == {SHOP: (made[3], made[2]), JUMP: (foreign,)}
        assert read_version(connection) != before
        assert len({*made, foreign}) == 5
        assert min(map(len, made)) >= 43


def test_only_a_key_of_the_site_is_ended(administration: Administration) -> None:
    with administration.database.writing() as connection:
        own, foreign = make_key(connection, SHOP, NOW), make_key(connection, JUMP, NOW)
        assert not end_key(connection, SHOP, foreign.id)
        assert end_key(connection, SHOP, own.id)
        assert not end_key(connection, SHOP, own.id)
        assert keys_of(connection, SHOP) == ()
        assert keys_of(connection, JUMP) == (foreign,)
