"""The way in to our own server: sign in with a password or a kept token, and get a backend; knows no store.

What speaks to the server is imported then: the window's start comes in without asking anybody.
"""

import asyncio
import platform
import ssl
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from operator_console.backends.base import NotAServer, Unreachable
from operator_console.backends.native.address import server_address
from operator_console.backends.native.late import LateAdmission

if TYPE_CHECKING:
    from operator_console.backends.native.backend import NativeBackend
    from operator_console.backends.native.credentials import Credentials
    from operator_console.backends.native.http_client import NativeHttp
    from operator_console.domain.people import Agent
    from operator_console.runtime.server_time import ServerClock
    from operator_console.runtime.task_scope import TaskScope

SIGN_OUT_LIMIT_S = 5.0
"""Nobody waits longer than this to be signed out on the own machine."""

Rotated = Callable[[str], Awaitable[None]]
Kept = Callable[[], Awaitable[str | None]]


class NativeAdmission:
    """Somebody who may come in. Either `backend` is called once, and the backend closes everything, or `close`.

    Attributes:
        agent: Who it is, or None when the server could not be asked.
        refresh_token: The token to keep; empty when it is fetched later.
    """

    def __init__(
        self, http: "NativeHttp", credentials: "Credentials", agent: "Agent | None", refresh_token: str
    ) -> None:
        self._http = http
        self._credentials = credentials
        self.agent = agent
        self.refresh_token = refresh_token

    def backend(self, clock: "ServerClock", scope: "TaskScope") -> "NativeBackend":
        """Return the agent's connection to the server, not started yet; its tasks live in a child of `scope`."""
        from operator_console.backends.native.backend import NativeBackend

        return NativeBackend(self._http, self._credentials, clock, scope.child("backend"))

    async def close(self) -> None:
        """End without a backend."""
        await self._http.close()


class NativeDoor:
    """Fits `desk.ports.BackendDoor`. Coroutines raise the errors of `backends.base`.

    Args:
        tls: For servers with a certificate of their own authority; None trusts what the system trusts.
    """

    def __init__(self, tls: "ssl.SSLContext | None" = None) -> None:
        self._tls = tls

    def address(self, typed: str) -> str | None:
        """Return what somebody typed as a base address, or None when it is none."""
        return server_address(typed)

    async def sign_in(self, server: str, account: str, password: str, rotated: Rotated) -> NativeAdmission:
        """Sign in with a password; each later refresh token goes to `rotated`."""
        from operator_console.backends.native.credentials import Credentials, sign_in

        http = self._http(server)
        try:
            signed_in = await sign_in(http, account, password, platform.node()[:64])
        except BaseException:
            await http.close()
            raise
        credentials = Credentials(http, signed_in.refresh_token, rotated, signed_in=signed_in)
        return NativeAdmission(http, credentials, signed_in.agent, signed_in.refresh_token)

    async def resume(self, server: str, refresh_token: str, rotated: Rotated) -> NativeAdmission:
        """Sign in with a kept token; the next one has gone to `rotated` when this returns."""
        from operator_console.backends.native.credentials import Credentials

        http = self._http(server)
        credentials = Credentials(http, refresh_token, rotated)
        try:
            signed_in = await credentials.renew()
        except BaseException:
            await http.close()
            raise
        return NativeAdmission(http, credentials, signed_in.agent, signed_in.refresh_token)

    def resume_later(self, server: str, kept: Kept, rotated: Rotated) -> LateAdmission:
        """Come in without asking anybody: the backend fetches the token from `kept` and asks the server with it."""
        self._check(server)

        def make(clock: "ServerClock", scope: "TaskScope") -> "NativeBackend":
            from operator_console.backends.native.credentials import Credentials

            http = self._http(server)
            return NativeAdmission(http, Credentials(http, kept, rotated), None, "").backend(clock, scope)

        return LateAdmission(server, make)

    async def sign_out(self, server: str, refresh_token: str) -> None:
        """End a sign-in on the server."""
        from operator_console.backends.native.credentials import sign_out

        http = self._http(server)
        try:
            async with asyncio.timeout(SIGN_OUT_LIMIT_S):
                await sign_out(http, refresh_token)
        except TimeoutError as error:
            raise Unreachable(server) from error
        finally:
            await http.close()

    def _http(self, server: str) -> "NativeHttp":
        from operator_console.backends.native.http_client import NativeHttp

        self._check(server)
        return NativeHttp(server, self._tls)

    def _check(self, server: str) -> None:
        if server_address(server) != server:
            raise NotAServer(server)
