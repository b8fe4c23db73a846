"""Carries out how long a site's owner keeps things: once a day for each site, with a row each time; knows no SQL."""

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from operator_console.domain.ids import SiteId
from operator_console.protocol.privacy import RetentionRun
from operator_console.server.erasure import REST_S, Eraser
from operator_console.server.store import erasing
from operator_console.server.store.directory import Directory
from operator_console.server.store.identities import forget_tokens
from operator_console.server.store.retention_runs import add_run, last_runs
from operator_console.server.store.store import Store
from operator_console.server.store.writer import StoreUnavailable

EVERY = timedelta(days=1)
LOOK_S = 600.0
FIRST_LOOK_S = 60.0
"""A server that has just started has better things to do."""
AT_ONCE = 2_000
"""Chats, or visits, that are looked up together."""
LISTS_AT_ONCE = 400
_log = logging.getLogger(__name__)


class RetentionKeeper:
    """Works on the loop's thread."""

    def __init__(self, store: Store, eraser: Eraser, directory: Callable[[], Directory]) -> None:
        self._store = store
        self._eraser = eraser
        self._directory = directory

    async def run(self) -> None:
        """Look at every site now and then until cancelled."""
        await asyncio.sleep(FIRST_LOOK_S)
        while True:
            try:
                await self.look(datetime.now(UTC))
            except StoreUnavailable as error:
                _log.warning("retention waits", extra={"reason": str(error)})
            await asyncio.sleep(LOOK_S)

    async def look(self, now: datetime) -> None:
        """Run for every site whose last run is a day ago.

        Raises:
            StoreUnavailable: Nothing can be read or erased now; the next look goes on.
        """
        last = await self._store.read(last_runs)
        due = [site_id for site_id in self._directory().sites if site_id not in last or now - last[site_id] >= EVERY]
        if not due:
            return
        await self._store.transact(lambda unit: forget_tokens(unit.connection, now))
        trimmed = LISTS_AT_ONCE
        while trimmed == LISTS_AT_ONCE:
            trimmed = await self._store.transact(
                lambda unit: erasing.trim_lists(unit.connection, now - erasing.LISTS_KEPT, LISTS_AT_ONCE)
            )
            await asyncio.sleep(REST_S)
        for site_id in due:
            run = await self.run_site(site_id, now)
            _log.info("retention", extra={"site": site_id, "chats": run.chats, "visits": run.visits})

    async def run_site(self, site_id: SiteId, now: datetime) -> RetentionRun:
        """Erase what a site keeps no longer, and keep a row of it.

        Raises:
            StoreUnavailable: Some of it is left; there is no row then.
        """
        keeps = self._directory().settings_of(site_id).retention
        chats_before, visits_before, contacts_before = (
            now - timedelta(days=days) if days > 0 else None for days in (keeps.chats, keeps.visits, keeps.contacts)
        )
        began_s = asyncio.get_running_loop().time()
        chats = visits = contacts = files = 0
        while chats_before is not None:
            old = await self._store.read(erasing.closed_before, site_id, chats_before, AT_ONCE)
            for chat_id in old:
                files += await self._eraser.chat(chat_id)
            chats += len(old)
            if len(old) < AT_ONCE:
                break
        while visits_before is not None:
            past = await self._store.read(erasing.visits_without_chat, site_id, visits_before, AT_ONCE)
            visits += await self._eraser.visits(past)
            if len(past) < AT_ONCE:
                break
        if contacts_before is not None:
            for visitor_id in await self._store.read(erasing.contacts_before, site_id, contacts_before):
                await self._eraser.contact(visitor_id)
                contacts += 1
        run = RetentionRun(
            site_id=site_id,
            started_at=now,
            ended_at=now + timedelta(seconds=asyncio.get_running_loop().time() - began_s),
            chats_before=chats_before,
            visits_before=visits_before,
            contacts_before=contacts_before,
            chats=chats,
            visits=visits,
            contacts=contacts,
            files=files,
        )
        await self._store.transact(lambda unit: add_run(unit.connection, run))
        return run
