"""The HTTP interface of `protocol.archive`: searching, comments, export, for agents of the department; knows no SQL."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import msgspec
from aiohttp import web
from msgspec import structs

from operator_console.domain.archive import (
    MAX_COMMENT_CHARS,
    MAX_PAGE,
    MAX_QUERY_CHARS,
    ArchiveComment,
    ArchiveQuery,
)
from operator_console.domain.conversations import Conversation
from operator_console.domain.ids import AgentId, ConversationId, DepartmentId, new_id
from operator_console.domain.masking import mask
from operator_console.domain.plain_text import clean_message
from operator_console.protocol import archive
from operator_console.protocol.agent import ArchiveCommented
from operator_console.protocol.codec import encode
from operator_console.protocol.frames import Refusal
from operator_console.protocol.versions import ARCHIVE
from operator_console.server.archive_keeper import SETTLED_S
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.connection import text_frame
from operator_console.server.http_api import HttpApi, answer, body_of, problem
from operator_console.server.store import archive_comments, archive_export, archive_search, reads
from operator_console.server.store.archive_index import count_due
from operator_console.server.store.unit import UnitOfWork
from operator_console.server.switchboard import Switchboard

MAX_TAGS = 8
MAX_TAG_CHARS = 60
LINES_AT_ONCE = 20


class ArchiveApi:
    """Handlers; every one authorises for itself."""

    def __init__(self, switchboard: Switchboard, api: HttpApi) -> None:
        self._board = switchboard
        self._api = api

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.post(archive.SEARCH, self.search),
            web.get(archive.CHOICES, self.choices),
            web.get(archive.CHAT, self.chat),
            web.post(archive.SEEN, self.seen),
            web.post(archive.COMMENTS, self.comment),
            web.put(archive.COMMENT, self.edit),
            web.delete(archive.COMMENT, self.remove),
            web.post(archive.EXPORT, self.export),
        ]

    # -- finding

    async def search(self, request: web.Request) -> web.Response:
        """A page of chats of the agent's departments."""
        actor = await self._asker(request)
        wish = msgspec.json.decode(await body_of(request), type=archive.SearchArchive)
        if (refused := _senseless(wish.query)) is not None:
            return refused
        departments = self._departments(actor, Action.READ_HISTORY)
        limit = max(1, min(wish.limit, MAX_PAGE))
        store = self._board.store
        try:
            found = await store.read(archive_search.search, wish.query, departments, wish.cursor, limit)
        except archive_search.BadCursor:
            return problem(400, Refusal.INVALID, detail="no such cursor")
        if found.hits:
            self._board.witness.read(actor, "search_archive", " ".join(departments[:4]))
        page = archive.ArchivePage(
            hits=found.hits,
            next=found.next,
            count=found.count,
            at_least=found.count is not None and found.count >= archive_search.COUNTED,
            building=0 if wish.cursor else await store.read(count_due, SETTLED_S),
        )
        return answer(page)

    async def choices(self, request: web.Request) -> web.Response:
        """What can be chosen in filters."""
        actor = await self._asker(request)
        directory = self._board.directory
        departments = self._departments(actor, Action.READ_HISTORY)
        sites = [site.id for site in directory.sites.values() if site.department_id in departments]
        agents = {agent.id: agent for each in departments for agent in directory.agents_of(each)}
        return answer(
            archive.ArchiveChoices(
                tags=await self._board.store.read(archive_search.used_tags, sites),
                agents=tuple(sorted(agents.values(), key=lambda agent: agent.name.casefold())),
                may_export=bool(self._departments(actor, Action.EXPORT_CHATS)),
                may_remove=bool(self._departments(actor, Action.REMOVE_COMMENTS)),
            )
        )

    async def chat(self, request: web.Request) -> web.Response:
        """What stands beside a chat's transcript."""
        actor = await self._asker(request)
        conversation = await self._readable(request, actor)
        if conversation is None:
            return self._not_found(request, actor, "read_archive")
        if conversation.agent_id != actor.agent_id:
            self._board.witness.read(actor, "read_archive", conversation.id)
        store = self._board.store
        return answer(
            archive.ArchivedChat(
                conversation=conversation,
                comments=await store.read(archive_comments.comments_of, conversation.id),
                replies=await store.read(archive_comments.reply_times, conversation.id),
                unread=await store.read(archive_comments.count_unread, actor.agent_id, conversation.id),
            )
        )

    # -- comments

    async def seen(self, request: web.Request) -> web.Response:
        """The agent has seen what colleagues say of their chat."""
        actor = await self._asker(request)
        conversation = await self._readable(request, actor)
        if conversation is None:
            return self._not_found(request, actor, "read_archive")

        def store(unit: UnitOfWork) -> int:
            archive_comments.mark_seen(unit.connection, actor.agent_id, conversation.id)
            return archive_comments.count_unread(unit.connection, actor.agent_id)

        unread = await self._board.store.transact(store)
        self._tell(actor.agent_id, ArchiveCommented(conversation_id=conversation.id, unread=unread))
        return answer(archive.UnreadComments(unread=unread))

    async def comment(self, request: web.Request) -> web.Response:
        """Say something of a chat."""
        actor = await self._asker(request)
        text = await _text_of(request)
        conversation = await self._readable(request, actor)
        if conversation is None:
            return self._not_found(request, actor, "comment")
        if not text:
            return problem(400, Refusal.INVALID, detail="a comment without text")
        made = ArchiveComment(
            id=new_id("ac"),
            conversation_id=conversation.id,
            author_id=actor.agent_id,
            author_name=self._board.directory.agents[actor.agent_id].name,
            at=datetime.now(UTC),
            text=text,
        )

        def store(unit: UnitOfWork) -> int | None:
            owner = conversation.agent_id
            if not archive_comments.add_comment(unit.connection, made, owner, archive.MOST_COMMENTS):
                return None
            unit.index_again(conversation.id)
            unit.audit(actor.agent_id, "comment", conversation.id)
            return archive_comments.count_unread(unit.connection, owner) if owner is not None else 0

        unread = await self._board.store.transact(store)
        if unread is None:
            return problem(409, Refusal.CONFLICT, detail=f"a chat has at most {archive.MOST_COMMENTS} comments")
        if conversation.agent_id not in {None, actor.agent_id}:
            self._tell(conversation.agent_id, ArchiveCommented(conversation_id=conversation.id, unread=unread))
        return answer(made)

    async def edit(self, request: web.Request) -> web.Response:
        """Change a comment of one's own."""
        actor = await self._asker(request)
        text = await _text_of(request)
        comment = await self._commented(request, actor)
        if comment is None or comment.author_id != actor.agent_id:
            return self._not_found(request, actor, "edit_comment")
        if not text:
            return problem(400, Refusal.INVALID, detail="a comment without text")
        return answer(await self._change(structs.replace(comment, text=text, edited_at=datetime.now(UTC))))

    async def remove(self, request: web.Request) -> web.Response:
        """Take the text of a comment away: one's own, or as a lead any of the department."""
        actor = await self._asker(request)
        comment = await self._commented(request, actor)
        if comment is None or not (comment.author_id == actor.agent_id or await self._may_remove(actor, comment)):
            return self._not_found(request, actor, "remove_comment")
        await self._change(archive_comments.without_text(comment), by=actor.agent_id)
        return web.Response(status=204)

    async def _change(self, comment: ArchiveComment, *, by: AgentId | None = None) -> ArchiveComment:
        def store(unit: UnitOfWork) -> None:
            archive_comments.change_comment(unit.connection, comment)
            unit.index_again(comment.conversation_id)
            if by is not None:
                unit.audit(by, "comment_removed", comment.id)

        await self._board.store.transact(store)
        return comment

    async def _commented(self, request: web.Request, actor: AgentActor) -> ArchiveComment | None:
        """Return the comment that a request is about, when the asker may read its chat."""
        comment = await self._board.store.read(archive_comments.find_comment, request.match_info["comment_id"])
        if comment is None or await self._chat_of(actor, comment.conversation_id) is None:
            return None
        return comment

    async def _may_remove(self, actor: AgentActor, comment: ArchiveComment) -> bool:
        conversation = await self._chat_of(actor, comment.conversation_id)
        if conversation is None:
            return False
        return authorise(actor, Action.REMOVE_COMMENTS, DepartmentOf(department_id=conversation.department_id))

    # -- export

    async def export(self, request: web.Request) -> web.StreamResponse:
        """Chats with everything that colleagues may see of them, a line each, while they are read."""
        actor = await self._asker(request)
        wish = msgspec.json.decode(await body_of(request), type=archive.ExportArchive)
        chosen = tuple(dict.fromkeys(wish.conversation_ids[: archive.MOST_EXPORTED]))
        many = wish.query is not None or len(chosen) != 1
        departments = self._departments(actor, Action.EXPORT_CHATS if many else Action.READ_HISTORY)
        if not departments:
            return self._api.not_found(actor, "export_archive", " ".join(chosen[:1]))
        if wish.query is not None:
            if (refused := _senseless(wish.query)) is not None:
                return refused
            chosen = await self._board.store.read(
                archive_search.all_found, wish.query, departments, archive.MOST_EXPORTED
            )
        elif not many and await self._chat_of(actor, chosen[0]) is None:
            return self._api.not_found(actor, "export_archive", chosen[0])
        await self._board.store.transact(
            lambda unit: unit.audit(
                actor.agent_id, "export_archive", chosen[0] if len(chosen) == 1 else f"{len(chosen)} chats"
            )
        )
        response = web.StreamResponse(
            headers={
                "Content-Type": "application/x-ndjson",
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            }
        )
        await response.prepare(request)
        async for lines in self._lines(chosen, departments):
            await response.write(lines)
        await response.write_eof()
        return response

    async def _lines(
        self, chosen: tuple[ConversationId, ...], departments: tuple[DepartmentId, ...]
    ) -> AsyncIterator[bytes]:
        for start in range(0, len(chosen), LINES_AT_ONCE):
            some = chosen[start : start + LINES_AT_ONCE]
            yield await self._board.store.read(archive_export.export_lines, some, departments)

    # -- who asks for what

    async def _asker(self, request: web.Request) -> AgentActor:
        """Return the asking agent; where there is no archive there is no such place.

        Raises:
            Unauthorised: The request bears no good token.
            HTTPNotFound: This server has no archive.
        """
        actor = await self._api.agent(request)
        if not self._board.archive.available:
            raise web.HTTPNotFound
        return actor

    def _departments(self, actor: AgentActor, action: Action) -> tuple[DepartmentId, ...]:
        """Return the departments in whose archive the asker may do something."""
        known = self._board.directory.departments
        return tuple(each for each in known if authorise(actor, action, DepartmentOf(department_id=each)))

    async def _readable(self, request: web.Request, actor: AgentActor) -> Conversation | None:
        return await self._chat_of(actor, ConversationId(request.match_info["conversation_id"]))

    async def _chat_of(self, actor: AgentActor, conversation_id: ConversationId) -> Conversation | None:
        """Return a chat of a department whose archive the asker may read."""
        chat = await self._board.store.read(reads.read_conversation, conversation_id)
        if chat is None:
            return None
        may = authorise(actor, Action.READ_HISTORY, DepartmentOf(department_id=chat.department_id))
        return chat if may else None

    def _not_found(self, request: web.Request, actor: AgentActor, action: str) -> web.Response:
        return self._api.not_found(actor, action, next(iter(request.match_info.values()), ""))

    def _tell(self, agent_id: AgentId | None, frame: ArchiveCommented) -> None:
        if agent_id is None:
            return
        for connection in self._board.agents.connections(agent_id):
            if ARCHIVE in connection.features:
                connection.offer("archive", text_frame(encode(frame)))


async def _text_of(request: web.Request) -> str:
    """Return a comment's text as it is stored: cleaned, bounded, numbers masked."""
    wish = msgspec.json.decode(await body_of(request), type=archive.WriteComment)
    return mask(clean_message(wish.text[:MAX_COMMENT_CHARS])).strip()


def _senseless(query: ArchiveQuery) -> web.Response | None:
    """Return the refusal of a query that is larger than any window would send."""
    if len(query.text) > MAX_QUERY_CHARS or len(query.tags) > MAX_TAGS:
        return problem(400, Refusal.INVALID, detail="more than can be looked for")
    if any(len(tag) > MAX_TAG_CHARS for tag in query.tags):
        return problem(400, Refusal.INVALID, detail="a tag that cannot be")
    return None
