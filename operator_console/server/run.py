"""One server process from start to graceful stop; knows every part of the server and builds them."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiohttp import web
from msgspec import Struct

from operator_console.protocol import http
from operator_console.protocol.versions import MAX_UPLOAD_BYTES
from operator_console.runtime.task_scope import TaskScope
from operator_console.server.accounts import Accounts
from operator_console.server.agent_gateway import AgentGateway
from operator_console.server.archive_api import ArchiveApi
from operator_console.server.article_api import ArticleApi
from operator_console.server.article_pictures import ArticlePictures
from operator_console.server.backup import take_folder
from operator_console.server.badge import Badge
from operator_console.server.colleague_api import ColleagueApi
from operator_console.server.config import DEFAULT_PORT, LOOPBACK, ServerConfig
from operator_console.server.files import Files
from operator_console.server.help_pages import HelpPages
from operator_console.server.http_api import HttpApi, translate_errors
from operator_console.server.invitation_api import InvitationApi
from operator_console.server.metrics import Metrics
from operator_console.server.origins import Origins
from operator_console.server.practice_api import PracticeApi
from operator_console.server.privacy_api import PrivacyApi
from operator_console.server.privacy_notice import PrivacyNotices
from operator_console.server.reports_api import ReportsApi
from operator_console.server.resumable import ResumableUploads
from operator_console.server.site_api import SiteApi
from operator_console.server.site_install_api import SiteInstallApi
from operator_console.server.staffing_api import StaffingApi
from operator_console.server.store.database import Database
from operator_console.server.switchboard import Switchboard
from operator_console.server.visitor_gateway import VisitorGateway
from operator_console.server.web_files import WebFiles

PORTS_TRIED = 50
SWITCH_INTERVAL_S = 0.001
SHUTDOWN_S = 3.0
_log = logging.getLogger(__name__)


class ServerResources(Struct, frozen=True, kw_only=True):
    """Folders the server serves from.

    Attributes:
        widget: Holds ``widget.js`` and its parts.
        demo_site: One folder per demo shop, or None for no shop.
    """

    widget: Path
    demo_site: Path | None = None


class PortTaken(Exception):
    """No port could be opened; the text names it."""


async def run_server(config: ServerConfig, resources: ServerResources, ready: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; then say goodbye, finish what is being stored, and close.

    Args:
        config: All options.
        resources: Folders with the widget and the demo shops.
        ready: Called once with the server's address when it listens.

    Raises:
        PortTaken: Nothing can be opened at the address asked for.
        DatabaseUnusable: The database is damaged, locked, not ours or of a newer version.
        FolderTaken: Another server works with the data folder.
        OSError: The data folder cannot be written.
    """
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    config.data_dir.mkdir(parents=True, exist_ok=True)
    lock = take_folder(config)
    try:
        database = Database(config.database, config.backups)
        scope = TaskScope("server", _report)
        server = Server(config, resources, database, scope)
        with _until_signal() as stopped:
            try:
                ready(await server.start())
                await stopped.wait()
            finally:
                await server.stop()
    finally:
        lock.release()


class Server:
    """The server's parts, built and started; also used by tests within their own loop."""

    def __init__(self, config: ServerConfig, resources: ServerResources, database: Database, scope: TaskScope) -> None:
        self.config = config
        self._scope = scope
        self.switchboard = Switchboard(database, config, scope)
        self.accounts = Accounts(self.switchboard.store, config)
        self.origins = Origins(lambda: self.switchboard.directory, _shops(resources.demo_site))
        self.api = HttpApi(self.switchboard, self.accounts)
        self._files = Files(self.switchboard, self.api, self.origins)
        self._resumable = ResumableUploads(self.switchboard, self.api, self._files)
        self._articles = ArticleApi(self.switchboard, self.api)
        self._pictures = ArticlePictures(self.switchboard, self.api, self._files)
        self._web = WebFiles(resources.widget, resources.demo_site, self.switchboard.store)
        self._help = HelpPages(self.switchboard, self.api)
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Open the port and return the server's address.

        Raises:
            PortTaken: It cannot be opened.
        """
        self._runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=SHUTDOWN_S, keepalive_timeout=30.0
        )
        await self._runner.setup()
        port = await self._listen(self._runner)
        shown = f"[{self.config.host}]" if ":" in self.config.host else self.config.host
        own = [f"http://{shown}:{port}", f"http://{LOOPBACK}:{port}", f"http://localhost:{port}"]
        if self.config.public_url:
            own.append(self.config.public_url)
        self.origins.serve_at(own)
        self.api.address = self.switchboard.address = self.config.public_url or own[0]
        self.switchboard.bot.address = self.api.address
        _log.info("listening", extra={"address": own[0]})
        return own[0]

    async def stop(self) -> None:
        """Say goodbye, finish, close; harmless when the start failed."""
        await self.switchboard.say_goodbye()
        if self._runner is not None:
            await self._runner.cleanup()
        self.accounts.close()
        self._resumable.close()
        self._files.close()
        self.switchboard.bot.close()
        self.switchboard.shelves.close()
        await self.switchboard.store.close()
        await self._scope.close()
        _log.info("stopped")

    def _application(self) -> web.Application:
        app = web.Application(client_max_size=MAX_UPLOAD_BYTES + 1024, middlewares=[translate_errors])
        app.router.add_get(http.AGENT_SOCKET, AgentGateway(self.switchboard, self.accounts, self.origins).handle)
        app.router.add_get(http.VISITOR_SOCKET, VisitorGateway(self.switchboard, self.origins).handle)
        app.add_routes(self.api.routes())
        app.add_routes(ColleagueApi(self.switchboard, self.api).routes())
        app.add_routes(PracticeApi(self.switchboard, self.api).routes())
        app.add_routes(ArchiveApi(self.switchboard, self.api).routes())
        app.add_routes(SiteApi(self.switchboard, self.api).routes())
        app.add_routes(SiteInstallApi(self.switchboard, self.api).routes())
        app.add_routes(InvitationApi(self.switchboard, self.api).routes())
        app.add_routes(StaffingApi(self.switchboard, self.api).routes())
        app.add_routes(ReportsApi(self.switchboard, self.api).routes())
        app.add_routes(Metrics(self.switchboard, self.config.metrics_token).routes())
        app.add_routes(self._files.routes())
        app.add_routes(self._resumable.routes())
        app.add_routes(PrivacyNotices(self.switchboard).routes())
        app.add_routes(PrivacyApi(self.switchboard, self.api, self.switchboard.eraser).routes())
        app.add_routes(self._articles.routes())
        app.add_routes(self._pictures.routes())
        app.add_routes(self._help.routes())
        app.on_response_prepare.append(self._files.allow_sites)
        app.add_routes(Badge(self.switchboard).routes())
        app.add_routes(self._web.routes())
        return app

    async def _listen(self, runner: web.AppRunner) -> int:
        wanted = self.config.port
        ports = range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED) if wanted is None else (wanted,)
        reason: OSError | None = None
        for port in ports:
            site = web.TCPSite(runner, self.config.host, port, backlog=1024)
            try:
                await site.start()
            except OSError as error:
                await site.stop()
                reason = error
                continue
            return int(runner.addresses[-1][1])
        msg = f"port {ports[0]} of {self.config.host} cannot be opened: {reason}"
        raise PortTaken(msg)


def _shops(folder: Path | None) -> list[str]:
    """Return the ids of the shops in a folder; what has no first page is something else."""
    if folder is None:
        return []
    return [page.parent.name for page in folder.glob("*/index.html")]


@contextmanager
def _until_signal() -> "Iterator[asyncio.Event]":
    """Give an event that is set by SIGTERM or SIGINT."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    earlier: dict[signal.Signals, Any] = {}

    def stop(_number: int, _frame: object) -> None:
        loop.call_soon_threadsafe(stopped.set)

    for number in (signal.SIGTERM, signal.SIGINT):
        earlier[number] = signal.signal(number, stop)
    try:
        yield stopped
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


def _report(name: str, error: BaseException) -> None:
    _log.error("task failed", extra={"task": name}, exc_info=error)
