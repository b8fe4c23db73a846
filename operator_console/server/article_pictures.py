"""Pictures within articles: checked and encoded anew, named by the hash of their content, read by anybody."""

import re

from aiohttp import web

from operator_console.domain.ids import SiteId
from operator_console.protocol import articles as wire
from operator_console.protocol.frames import Refusal
from operator_console.server.authorise import Action, authorise
from operator_console.server.files import Files
from operator_console.server.http_api import HttpApi, answer, problem
from operator_console.server.kept_files import kept_picture
from operator_console.server.store import article_use
from operator_console.server.switchboard import Switchboard
from operator_console.server.works.articles import KeepPicture

PICTURE_ID = re.compile(r"pc_[0-9a-f]{40}")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cache-Control": "public, max-age=31536000, immutable",
    "Referrer-Policy": "no-referrer",
}


class ArticlePictures:
    """Handlers of pictures; they are kept beside uploaded files."""

    def __init__(self, switchboard: Switchboard, api: HttpApi, files: Files) -> None:
        self._board = switchboard
        self._api = api
        self._files = files

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.post(wire.PICTURES, self.upload), web.get(wire.PICTURE, self.download)]

    async def upload(self, request: web.Request) -> web.Response:
        """Take a picture for articles of a site."""
        actor = await self._api.agent(request)
        site_id = SiteId(request.match_info["site_id"])
        site = self._board.directory.sites.get(site_id)
        if site is None or not authorise(actor, Action.DRAFT_ARTICLES, site):
            return self._api.not_found(actor, Action.DRAFT_ARTICLES.value, site_id)
        return await self._files.take(request, actor.agent_id, self._keep)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Give a picture to whoever has its name."""
        found = None
        wanted = request.match_info["picture_id"]
        if PICTURE_ID.fullmatch(wanted):
            found = await self._board.store.read(article_use.read_picture, wanted)
        if found is None or not self._files.path(found.id).is_file():
            raise web.HTTPNotFound
        return web.FileResponse(self._files.path(found.id), headers={**_HEADERS, "Content-Type": found.content_type})

    async def _keep(self, name: str, body: bytes) -> web.Response:
        checked = await self._files.check(name, body)
        if isinstance(checked, web.Response):
            return checked
        picture = kept_picture(checked)
        if picture is None:
            return problem(415, Refusal.INVALID, detail="type")
        refused = await self._files.write(picture.id, checked)
        if refused is not None:
            return refused
        await self._board.store.perform(KeepPicture(picture))
        address = wire.PICTURE.format(picture_id=picture.id)
        return answer(wire.ArticlePicture(address=address, width_px=picture.width_px, height_px=picture.height_px), 201)
