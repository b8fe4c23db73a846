"""What a page may ask before its visitor has agreed: the question, and what is collected; knows no visitor."""

from aiohttp import web

from operator_console.domain.ids import SiteId
from operator_console.domain.site_settings import ConsentMode
from operator_console.protocol.privacy import NOTICE, PrivacyNotice
from operator_console.server.http_api import answer
from operator_console.server.privacy_words import consent_words, kept_words
from operator_console.server.site_look import texts_in
from operator_console.server.store.directory import Directory
from operator_console.server.store.site_secrets import read_keys
from operator_console.server.switchboard import Switchboard

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=300",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class PrivacyNotices:
    """Handlers of what is public about a site's privacy."""

    def __init__(self, switchboard: Switchboard) -> None:
        self._board = switchboard

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [web.get(NOTICE, self.notice)]

    async def notice(self, request: web.Request) -> web.Response:
        """What is asked and collected at a site; the same answer for everybody, and kept by whoever fetches it."""
        directory = self._board.directory
        site = directory.sites.get(SiteId(request.match_info["site_id"]))
        if site is None:
            raise web.HTTPNotFound(headers=_HEADERS)
        language = request.query.get("language", "")[:35]
        settings = directory.settings_of(site.id)
        texts = texts_in(settings, language)
        words = consent_words(language)
        keys = await self._board.store.read(read_keys)
        response = answer(
            PrivacyNotice(
                name=site.name,
                colour=site.colour,
                asks=settings.consent is ConsentMode.ASKED,
                text=texts.consent or words.text,
                yes=words.yes,
                no=words.no,
                page=words.page,
                privacy_url=texts.privacy_url,
                kept=kept_words(site, settings, language, vouches=site.id in keys),
            )
        )
        response.headers.update(_HEADERS)
        return response


def asking_sites(directory: Directory) -> tuple[SiteId, ...]:
    """Return the sites whose visitors are asked first."""
    asking = (id_ for id_ in directory.sites if directory.settings_of(id_).consent is ConsentMode.ASKED)
    return tuple(sorted(asking))
