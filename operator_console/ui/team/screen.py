"""Keeps the wall true: order, filters, figures, the team; opens a chat to look along; paints nothing."""

from collections import defaultdict
from collections.abc import Hashable
from datetime import datetime
from operator import attrgetter

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from operator_console.desk.events import ConnectionChanged, WallChanged, WishFailed
from operator_console.desk.team import WallPhase
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId, SiteId
from operator_console.domain.people import AgentStatus
from operator_console.ui.kit.clock_ring import clock_number, clock_share
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.stillness import Stillness
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.words import time_words
from operator_console.ui.ports import DeskDoor
from operator_console.ui.team.lists import agent_list, chat_list
from operator_console.ui.team.looking import Looking
from operator_console.ui.team.model import WallModel
from operator_console.ui.team.rows import AgentRow, ChatRow, Filters, Sums, agent_key, due_key, sums_of
from operator_console.ui.team.view import TeamView
from operator_console.ui.team.wall_mode import WallMode
from operator_console.ui.team.words import agent_words, longest_words, row_words

MAX_LIMIT = 20


class TeamScreen(QObject):
    """The wall, a page of the window.

    Signals:
        leave_requested: Back to the chats.
        chat_requested: Show this chat among the own ones.
    """

    leave_requested = Signal()
    chat_requested = Signal(str)

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("team")
        self._closed = False
        self._on_screen = False
        self._all_choices = False
        self._chosen: AgentId | None = None
        self._rows: dict[str, ChatRow] = {}
        self._people: dict[str, AgentRow] = {}
        self._wall: WallMode | None = None
        now = desk.now
        self.chats: WallModel[ChatRow] = WallModel(now, row_words, _chat_face, self)
        self.agents: WallModel[AgentRow] = WallModel(now, lambda row, at: agent_words(row.agent, at), _agent_face, self)
        self.looking = Looking(context, desk, self)
        holder = QWidget()
        chats = chat_list(context, self.chats, now, holder)
        agents = agent_list(context, self.agents, now, holder)
        self.view = TeamView(context, chats, agents, self.looking.view)
        holder.deleteLater()
        self.stillness = Stillness(self)
        self.stillness.ended.connect(self._refresh_soon)
        chats.pointed.connect(self.stillness.point)
        chats.chosen.connect(self._on_chat)
        agents.chosen.connect(self._on_agent)
        agents.changed_by.connect(self._on_changed_by)
        agents.menu_requested.connect(self._on_agent_menu)
        view = self.view
        view.filters_changed.connect(self._refresh_soon)
        view.wall_requested.connect(self.wall_mode)
        view.limit_requested.connect(self._on_limit)
        view.status_requested.connect(self._on_status)
        view.state_action_requested.connect(self._on_retry)
        self.looking.left.connect(self.focus_search)
        self.looking.opened.connect(self.chat_requested)
        self._unlisten = [
            desk.hub.listen(WallChanged, self._on_wall),
            desk.hub.listen(ConnectionChanged, lambda _event: self._refresh_soon()),
            desk.hub.listen(WishFailed, self._on_failed),
        ]
        context.ticker.second.connect(self._on_second)

    @property
    def wall(self) -> WallMode | None:
        """The big screen, while it is there."""
        return self._wall

    @property
    def widget(self) -> QWidget:
        """What to place in the window."""
        return self.view

    def show(self) -> None:
        """The page comes on screen: the wall is kept up from now on."""
        self._on_screen = True
        self._all_choices = True
        self._desk.team.open()
        self.refresh()
        self.view.chats.setFocus()

    def hide(self) -> None:
        """The page goes from the screen; nobody looks along any more."""
        self._on_screen = False
        self.looking.leave()
        self._end_wall_if_unseen()

    def back(self) -> None:
        """From the chat that is looked along in to the list, from the list to the own chats."""
        if self.looking.leave():
            self.view.chats.show_open(None)
            self.focus_search()
        else:
            self.leave_requested.emit()

    def focus_search(self) -> None:
        """Put the keyboard into the list of chats."""
        self.view.chats.setFocus()

    def wall_mode(self) -> None:
        """Show the wall on the whole screen, or no more."""
        if self._wall is not None:
            self._wall.close()
            return
        self._wall = WallMode(self._context, self.chats, self.agents, self._desk.now, self.view)
        self._wall.left.connect(self._on_wall_left)
        self._wall.showFullScreen()
        self._show_figures()
        self._show_note()

    def close(self) -> None:
        """End listening and tasks; harmless when called again."""
        if self._closed:
            return
        self._closed = True
        if self._wall is not None:
            self._wall.close()
        self._desk.team.close()
        for unlisten in self._unlisten:
            unlisten()
        self._context.ticker.second.disconnect(self._on_second)
        self._context.ticker.cancel(self.refresh)
        self.stillness.close()
        self.looking.close()
        end_scope(self._scope, self._context.scope)

    # -------------------------------------------------------------------------------------------- state

    def _on_wall(self, changed: WallChanged) -> None:
        self._all_choices = self._all_choices or changed.whole
        self._refresh_soon()

    def _refresh_soon(self) -> None:
        if not self._closed:
            self._context.ticker.request(self.refresh)

    def refresh(self) -> None:
        """Bring everything that has changed since the last frame on screen at once."""
        team, view = self._desk.team, self.view
        if team.phase is WallPhase.REFUSED:
            words = self.tr("You may not see it any more, or the server cannot show it now.")
            view.show_state("circle-slash", self.tr("The wall cannot be shown"), words, self.tr("Try again"))
            return
        if team.phase is WallPhase.LOADING:
            view.show_state("loader-circle", self.tr("Loading the wall…"))
            return
        if self._all_choices:
            self._show_choices()
        rows = self._chat_rows()
        self.chats.show_rows(rows)
        self.agents.show_rows(self._agent_rows())
        view.show_wall(any_chat=bool(rows), empty=self._empty_words())
        view.show_count(self.tr("%n chats", None, len(rows)))
        self._show_note()
        self._show_chosen()
        if self._all_choices:
            self._all_choices = False
            self._show_figures()

    def _chat_rows(self) -> list[ChatRow]:
        """Return the rows in their order; while the pointer is busy over them none moves and new ones come last."""
        team, now, filters = self._desk.team, self._desk.now(), self.view.filters
        known, fresh = self._rows, {}
        for key, chat in team.chats.items():
            row = known.get(key)
            if row is None or row.conversation is not chat:
                row = ChatRow(key=key, conversation=chat, site=team.sites.get(chat.site_id), due=due_key(chat, now))
            fresh[str(key)] = row
        self._rows = fresh
        everything = filters == Filters()
        shown = [row for row in fresh.values() if everything or filters.takes(row.conversation, now)]
        if self.stillness.holds and self.chats.rows:
            wanted = {row.key: row for row in shown}
            kept = [wanted.pop(row.key, row) for row in self.chats.rows]
            return [*kept, *wanted.values()]
        return sorted(shown, key=attrgetter("due"))

    def _agent_rows(self) -> list[AgentRow]:
        filters = self.view.filters
        known, fresh = self._people, {}
        for key, one in self._desk.team.agents.items():
            row = known.get(key)
            if row is None or row.agent is not one:
                row = AgentRow(key=key, agent=one, place=agent_key(one))
            fresh[str(key)] = row
        self._people = fresh
        shown = [row for row in fresh.values() if filters.takes_agent(row.agent.agent)]
        return sorted(shown, key=attrgetter("place"))

    def _show_choices(self) -> None:
        team = self._desk.team
        agents = sorted(team.agents.values(), key=lambda one: one.agent.name.casefold())
        self.view.show_choices(
            [(site.name, site.id) for site in team.sites.values()],
            [(department.name, department.id) for department in team.departments.values()],
            [(one.agent.name, one.agent.id) for one in agents],
        )

    def _show_figures(self) -> None:
        sums, now = self.sums(), self._desk.now()
        self.view.figures.show_sums(sums, now)
        if self._wall is not None:
            self._wall.show_sums(sums, now)

    def sums(self) -> list[Sums]:
        """Return today of everything, of each department and each site."""
        team = self._desk.team
        by_site: dict[SiteId, list[Conversation]] = defaultdict(list)
        for chat in team.chats.values():
            by_site[chat.site_id].append(chat)

        def of(name: str, site_ids: list[SiteId]) -> Sums:
            here = [chat for site_id in site_ids for chat in by_site.get(site_id, ())]
            return sums_of(name, frozenset(site_ids), team.figures, here)

        sites = list(team.sites.values())
        found = [of(self.tr("Everything today"), [site.id for site in sites])]
        if len(team.departments) > 1:
            for department in team.departments.values():
                found += [of(department.name, [site.id for site in sites if site.department_id == department.id])]
        if len(sites) > 1:
            found += [of(site.name, [site.id]) for site in sites]
        return found

    def _show_note(self) -> None:
        team = self._desk.team
        words = ""
        if team.phase is WallPhase.BEHIND and team.as_of is not None:
            at = time_words(team.as_of, self._context.locale)
            words = self.tr("As of %1, catching up").replace("%1", at)
        self.view.show_note(words, "warn")
        if self._wall is not None:
            self._wall.show_note(words)

    def _show_chosen(self) -> None:
        found = self._desk.team.agents.get(self._chosen) if self._chosen is not None else None
        live = self._desk.team.phase is WallPhase.LIVE
        self.view.show_agent(found.agent.name if found else None, found.agent.capacity if found else 0, may=live)

    def _empty_words(self) -> str:
        if self._desk.team.chats:
            return self.tr("No chat fits the filters.")
        return self.tr("Nobody is waiting, and no chat is open.")

    def _on_second(self) -> None:
        if self._on_screen or self._wall is not None:
            self.tick()

    def tick(self) -> None:
        """A second is over: clocks and figures read differently."""
        if self.view.filters.late:
            self.refresh()
        self._show_figures()
        self.view.chats.tick()
        self.view.agents.tick()
        self.looking.tick()
        if self._wall is not None:
            self._wall.tick()

    # -------------------------------------------------------------------------------------------- wishes

    def _on_chat(self, key: str) -> None:
        self.view.chats.show_open(key)
        self.looking.open(key)

    def _on_agent(self, key: str) -> None:
        self._chosen = AgentId(key)
        self.view.agents.show_open(key)
        self._show_chosen()

    def _on_agent_menu(self, key: str, place: QPoint) -> None:
        self._on_agent(key)
        self.view.status_menu(place)

    def _on_changed_by(self, key: str, step: int) -> None:
        self._on_agent(key)
        self._on_limit(step)

    def _on_limit(self, step: int) -> None:
        found = self._desk.team.agents.get(self._chosen) if self._chosen is not None else None
        if found is None:
            return
        limit = min(MAX_LIMIT, max(0, found.agent.capacity + step))
        if limit != found.agent.capacity:
            self._scope.start(self._desk.team.change_limit(found.agent.id, limit), name="limit")

    def _on_status(self, status: AgentStatus) -> None:
        if self._chosen is not None:
            self._scope.start(self._desk.team.change_status(self._chosen, status), name="status")

    def _on_retry(self) -> None:
        self._desk.team.retry()
        self._refresh_soon()

    def _on_failed(self, failed: WishFailed) -> None:
        if failed.wish == "change_agent":
            self._show_chosen()

    def _on_wall_left(self) -> None:
        wall, self._wall = self._wall, None
        if wall is not None:
            wall.deleteLater()
        self._end_wall_if_unseen()

    def _end_wall_if_unseen(self) -> None:
        if not self._on_screen and self._wall is None:
            self._desk.team.close()


def _chat_face(row: ChatRow, now: datetime) -> Hashable:
    """Return what is the same for as long as the row reads and looks the same."""
    chat = row.conversation
    clock = chat.clock
    number = clock_number(clock, now) if clock.running else ""
    arc = round(clock_share(clock, now) * 120)
    hand = _span(chat.hand_raised_at, now) if chat.hand_raised_at is not None else 0
    return number, clock.phase(now, row.targets), arc, _span(chat.started_at, now), hand


def _agent_face(row: AgentRow, now: datetime) -> Hashable:
    longest = row.agent.longest
    late = longest is not None and longest.left_s(now) <= 0
    return longest_words(row.agent, now), late, _span(row.agent.since, now)


def _span(since: datetime | None, now: datetime) -> int:
    """Return a number that changes when a span in words does: seconds within the first minute, then minutes."""
    passed_s = int((now - since).total_seconds()) if since is not None else 0
    return passed_s if passed_s < 60 else -(passed_s // 60)
