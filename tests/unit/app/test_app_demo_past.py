"""The demo's database, made and made again: colleagues, earlier chats that are all closed, their figures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from operator_console.app import demo_data
from operator_console.app.demo_past import DAYS
from operator_console.domain.conversations import ConversationState
from operator_console.domain.figures.calendar import hour_of
from operator_console.domain.figures.counts import What
from operator_console.server.administration import open_administration
from operator_console.server.config import ServerConfig
from operator_console.server.store.figure_reads import Scope, read_figures
from operator_console.server.store.figure_rebuild import rebuild_figures
from operator_console.server.store.rows import micros
from operator_console.server.store.tables import conversations


def test_a_new_demo_has_colleagues_and_a_past_and_an_old_one_gets_no_second(tmp_path: Path) -> None:
    config = ServerConfig(data_dir=tmp_path / "server")
    articles = tmp_path / "articles"
    articles.mkdir()
    begun = datetime.now(UTC)
    demo_data.prepare(config, "http://127.0.0.1:1", articles)
    demo_data.prepare(config, "http://127.0.0.1:2", articles)
    with open_administration(config) as administration:
        directory = administration.directory()
        database = administration.database
        with database.reading() as connection:
            by_state = select(conversations.c.state, func.count()).group_by(conversations.c.state)
            states = {row[0]: row[1] for row in connection.execute(by_state)}
            newest = connection.scalar(select(func.max(conversations.c.started_at)))
            scope = Scope(since=hour_of(begun - timedelta(days=DAYS + 1)), until=hour_of(begun))
            noted, _rows = read_figures(connection, scope, (), directory, begun)
        rebuild_figures(database)
        with database.reading() as connection:
            counted, _rows = read_figures(connection, scope, (), directory, begun)
    assert len(directory.agents) == 1 + len(demo_data.COLLEAGUES)
    assert set(states) == {ConversationState.CLOSED.value}
    assert newest is not None
    assert newest < micros(begun)
    assert noted[What.BEGAN] == sum(states.values()) > 100
    assert counted == noted  # told as a server would have, so counting anew changes nothing
