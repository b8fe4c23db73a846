"""Keeps the section about installing true: what the server noticed, what the page says, keys; paints nothing."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject

from operator_console.backends.native.site_page import PageLook, PageWord
from operator_console.domain.people import Site
from operator_console.domain.plain_text import clean_line
from operator_console.domain.script_tag import FoundTag
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.sites import IdentityKey, Installation
from operator_console.runtime.task_scope import TaskScope
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.words import moment_words
from operator_console.ui.setup.install_part import Finding, InstallPart, KeyLine
from operator_console.ui.setup.words import filled, refusal_words, translate

if TYPE_CHECKING:
    from operator_console.ui.ports import SitesDoor

MOST_REFUSED_SHOWN = 3


class Installing(QObject):
    """Belongs to the page; every answer for another site than the one on screen is dropped.

    Args:
        shown: Returns the site on screen as it was last saved, None when there is none.
    """

    def __init__(
        self,
        context: UiContext,
        door: "SitesDoor",
        part: InstallPart,
        shown: Callable[[], Site | None],
        scope: TaskScope,
    ) -> None:
        super().__init__()
        self._context = context
        self._door = door
        self._part = part
        self._shown = shown
        self._scope = scope
        part.check_requested.connect(self.check)
        part.key_requested.connect(self._on_key)

    def show_site(self, site: Site) -> None:
        """Another site is on screen: nothing is known of it yet but where the server is."""
        self._part.show_server(self._door.server)
        self._part.show_findings(())
        self._part.show_keys((), "")
        self._scope.start(self._read_keys(site, ""), name="identity keys", exclusive=True)

    def check(self) -> None:
        """Look whether the widget is there."""
        site = self._shown()
        if site is not None:
            self._scope.start(self._check(site), name="installation", exclusive=True)

    async def end_key(self, key_id: str) -> None:
        """Let a key serve no more."""
        site = self._shown()
        if site is None:
            return
        refused = await self._door.end_identity_key(site.id, key_id)
        if refused is not None and refused is not Refusal.NOT_FOUND:
            self._context.notices.warning(refusal_words(refused), key="site_setup")
        await self._read_keys(site, "")

    async def _check(self, site: Site) -> None:
        self._part.show_findings((), looking=True)
        noticed = await self._door.installation(site.id)
        look = await self._door.look_at_page(site.base_url)
        if self._is_shown(site):
            server = (noticed.address if noticed is not None else "") or self._door.server
            self._part.show_server(server)
            self._part.show_findings(tuple(_findings(site, server, noticed, look, self._context.locale)))

    def _on_key(self) -> None:
        site = self._shown()
        if site is not None:
            self._scope.start(self._make_key(site), name="identity keys", exclusive=True)

    async def _make_key(self, site: Site) -> None:
        made = await self._door.make_identity_key(site.id)
        if isinstance(made, Refusal):
            self._context.notices.warning(refusal_words(made), key="site_setup")
            return
        await self._read_keys(site, made.secret)

    async def _read_keys(self, site: Site, secret: str) -> None:
        found = await self._door.identity_keys(site.id)
        if self._is_shown(site):
            keys = found.keys if found is not None else ()
            lines = tuple(_key_line(key, place, self._context.locale) for place, key in enumerate(keys))
            self._part.show_keys(lines, secret, reached=found is not None)

    def _is_shown(self, site: Site) -> bool:
        shown = self._shown()
        return shown is not None and shown.id == site.id


def _key_line(key: IdentityKey, place: int, locale: QLocale) -> KeyLine:
    words = translate("Setup", "Key made on %1") if place == 0 else translate("Setup", "The key before it, made on %1")
    return KeyLine(key.id, words.replace("%1", moment_words(key.created_at, locale)))


def _findings(
    site: Site, server: str, noticed: Installation | None, look: PageLook | None, locale: QLocale
) -> Iterator[Finding]:
    if noticed is None:
        yield Finding("warn", translate("Setup", "The server cannot be asked now who has come in."))
    elif noticed.seen:
        words = translate("Setup", "It works: a visitor came in from %1 on %2.")
        last = noticed.seen[0]
        yield Finding("ok", filled(words, last.origin, moment_words(last.at, locale)))
    else:
        words = translate("Setup", "No visitor has come in since the server started (%1).")
        yield Finding("warn", words.replace("%1", moment_words(noticed.since, locale)))
    if look is not None:
        yield _of_page(site, server, look)
    for refused in noticed.refused[:MOST_REFUSED_SHOWN] if noticed is not None else ():
        words = translate("Setup", "A page at %1 asked for this chat on %2 and was refused: its origin is not allowed.")
        yield Finding("bad", filled(words, refused.origin, moment_words(refused.at, locale)), refused.origin)


def _of_page(site: Site, server: str, look: PageLook) -> Finding:
    at = clean_line(look.address, 120)
    if look.word is PageWord.READ:
        return _of_tags(site, server, look, at)
    words = {
        PageWord.NOT_REACHED: translate("Setup", "The page %1 cannot be reached from this computer."),
        PageWord.CERTIFICATE: translate("Setup", "The certificate of %1 is not trusted; browsers refuse it too."),
        PageWord.REFUSED: translate("Setup", "The page %1 answers with error %2, so it could not be looked at."),
        PageWord.NO_PAGE: translate("Setup", "What stands at %1 is no web page."),
    }[look.word]
    return Finding("warn", filled(words, at, str(look.status)))


def _of_tags(site: Site, server: str, look: PageLook, at: str) -> Finding:
    if FoundTag(server.lower().rstrip("/"), site.id) in look.tags:
        return Finding("ok", translate("Setup", "The tag stands on %1.").replace("%1", at))
    if any(tag.site_id == site.id for tag in look.tags):
        other = next(tag.server for tag in look.tags if tag.site_id == site.id)
        words = translate("Setup", "The tag on %1 names this site, but another server: %2.")
        return Finding("bad", filled(words, at, clean_line(other, 80)))
    if look.tags:
        words = translate("Setup", "The tag on %1 is another site's: %2.")
        return Finding("bad", filled(words, at, clean_line(look.tags[0].site_id, 60) or "–"))
    words = translate(
        "Setup", "The tag is not in the text of %1. Where a tag manager puts it in, only a real visit can tell."
    )
    return Finding("warn", words.replace("%1", at))
