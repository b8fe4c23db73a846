"""The HTTP interface of `protocol.privacy` for leads: what is kept of a visitor, taken out and erased; retention."""

import asyncio
import io
import zipfile
from pathlib import Path

import msgspec
from aiohttp import web

from operator_console.domain.conversations import ConversationState
from operator_console.domain.ids import SiteId, VisitorId
from operator_console.protocol import privacy
from operator_console.protocol.frames import Refusal
from operator_console.protocol.versions import Close
from operator_console.server.authorise import Action, AgentActor, DepartmentOf, authorise
from operator_console.server.erasure import Eraser
from operator_console.server.http_api import HttpApi, answer, problem
from operator_console.server.kept_files import file_path
from operator_console.server.store import reads, visitor_export
from operator_console.server.store.retention_runs import read_runs
from operator_console.server.switchboard import Switchboard

MAX_FILES_BYTES = 500 * 1024 * 1024


class PrivacyApi:
    """Handlers; every one authorises for itself. One person is taken out, or erased, at a time."""

    def __init__(self, switchboard: Switchboard, api: HttpApi, eraser: Eraser) -> None:
        self._board = switchboard
        self._api = api
        self._eraser = eraser
        self._turn = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get(privacy.KEPT, self.kept),
            web.get(privacy.EXPORT, self.export),
            web.delete(privacy.VISITOR, self.erase),
            web.get(privacy.RETENTION, self.retention),
        ]

    async def kept(self, request: web.Request) -> web.Response:
        """How much is kept of a person."""
        actor = await self._api.agent(request)
        visitor_id = VisitorId(request.match_info["visitor_id"])
        if not await self._may(actor, Action.ERASE_VISITOR, visitor_id):
            return self._api.not_found(actor, Action.ERASE_VISITOR, visitor_id)
        return answer(await self._kept(visitor_id))

    async def export(self, request: web.Request) -> web.Response:
        """Everything that is kept of a person, as one archive."""
        actor = await self._api.agent(request)
        visitor_id = VisitorId(request.match_info["visitor_id"])
        if not await self._may(actor, Action.EXPORT_VISITOR, visitor_id):
            return self._api.not_found(actor, Action.EXPORT_VISITOR, visitor_id)
        async with self._turn:
            found = await self._board.store.read(visitor_export.everything_of, visitor_id)
            body = await asyncio.to_thread(_packed, found, self._board.config.files)
        await self._board.store.transact(lambda unit: unit.audit(actor.agent_id, Action.EXPORT_VISITOR, visitor_id))
        headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=body, content_type="application/zip", headers=headers)

    async def erase(self, request: web.Request) -> web.Response:
        """Erase a person; while a chat is open nothing is erased."""
        actor = await self._api.agent(request)
        visitor_id = VisitorId(request.match_info["visitor_id"])
        if not await self._may(actor, Action.ERASE_VISITOR, visitor_id):
            return self._api.not_found(actor, Action.ERASE_VISITOR, visitor_id)
        async with self._turn:
            kept = await self._kept(visitor_id)
            if kept.open_chat:
                return problem(409, Refusal.CONFLICT, detail="there is an open chat")
            people = await self._board.store.read(visitor_export.people_of, visitor_id)
            for each in people:  # whoever is there comes back as a newcomer, and keeps nothing of before
                for tab in self._board.visitors.tabs(each):
                    tab.deny(Close.NOT_SIGNED_IN)
            await self._board.save()
            erased = await self._eraser.visitor(visitor_id)
            await self._board.store.transact(lambda unit: unit.audit(actor.agent_id, Action.ERASE_VISITOR, visitor_id))
        return answer(
            privacy.KeptOfVisitor(chats=erased.chats, visits=erased.visits, files=erased.files, browsers=kept.browsers)
        )

    async def retention(self, request: web.Request) -> web.Response:
        """What was erased at a site because it was old."""
        actor = await self._api.agent(request)
        site = self._board.directory.sites.get(SiteId(request.match_info["site_id"]))
        if site is None or not authorise(actor, Action.SET_UP_SITE, site):
            return self._api.not_found(actor, Action.SET_UP_SITE, request.match_info["site_id"])
        return answer(privacy.RetentionRuns(runs=await self._board.store.read(read_runs, site.id)))

    async def _may(self, actor: AgentActor, action: Action, visitor_id: VisitorId) -> bool:
        visitor = await self._board.store.read(reads.read_visitor, visitor_id)
        site = self._board.directory.sites.get(visitor.site_id) if visitor is not None else None
        return site is not None and authorise(actor, action, DepartmentOf(department_id=site.department_id))

    async def _kept(self, visitor_id: VisitorId) -> privacy.KeptOfVisitor:
        found = await self._board.store.read(visitor_export.everything_of, visitor_id)
        return privacy.KeptOfVisitor(
            chats=len(found.person.chats),
            visits=len(found.person.visits),
            files=len(found.files),
            browsers=len(found.person.visitors),
            open_chat=any(chat.conversation.state is not ConversationState.CLOSED for chat in found.person.chats),
        )


def _packed(found: visitor_export.Everything, folder: Path) -> bytes:
    """Return a ZIP archive of what is kept; a file that is not there any more is left out."""
    packed = io.BytesIO()
    room = MAX_FILES_BYTES
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("visitor.json", msgspec.json.format(msgspec.json.encode(found.person)))
        for attachment in found.files:
            path = file_path(folder, attachment.id)
            room -= attachment.size_bytes
            if room < 0 or not path.is_file():
                continue
            archive.write(path, f"files/{attachment.id}_{attachment.name}", zipfile.ZIP_STORED)
    return packed.getvalue()
