"""Access and refresh tokens of one signed-in agent, renewed before they expire; knows no store and no screen."""

import asyncio
from collections.abc import Awaitable, Callable

from operator_console.backends.base import Refused, SignedOut
from operator_console.backends.native.http_client import NativeHttp
from operator_console.protocol.http import REFRESH, SIGN_IN, SIGN_OUT, RefreshToken, SignedIn, SignIn
from operator_console.runtime.server_time import steady_ticks_s

RENEW_SHARE = 0.8
"""An access token is renewed when this share of its life is over."""

Rotated = Callable[[str], Awaitable[None]]
Kept = Callable[[], Awaitable[str | None]]
"""Fetches a token from where it is kept; None when it is not there."""


async def sign_in(http: NativeHttp, account: str, password: str, device: str) -> SignedIn:
    """Exchange a password for tokens.

    Raises:
        SignedOut: Account or password is wrong.
        Unreachable, CertificateRefused, NotAServer, Refused
    """
    return await http.call("POST", SIGN_IN, SignedIn, body=SignIn(account=account, password=password, device=device))


async def sign_out(http: NativeHttp, refresh_token: str) -> None:
    """End a sign-in on the server.

    Raises:
        Unreachable, CertificateRefused, NotAServer, Refused
    """
    await http.tell(SIGN_OUT, RefreshToken(refresh_token=refresh_token))


class Credentials:
    """Hands out a valid access token; the refresh token is good for one use, so each new one goes to `rotated` first.

    Made from a fresh `SignedIn`, or from a refresh token kept from an earlier run; `Kept` is asked for it when it is
    first needed.
    """

    def __init__(
        self,
        http: NativeHttp,
        refresh_token: str | Kept,
        rotated: Rotated,
        *,
        signed_in: SignedIn | None = None,
        ticks: Callable[[], float] = steady_ticks_s,
    ) -> None:
        self._http = http
        self._refresh_token = refresh_token if isinstance(refresh_token, str) else ""
        self._kept = None if isinstance(refresh_token, str) else refresh_token
        self._rotated = rotated
        self._ticks = ticks
        self._access_token = ""
        self._renew_at_s = 0.0
        self._renewing = asyncio.Lock()
        if signed_in is not None:
            self._take(signed_in)

    async def access(self, refused: str | None = None) -> str:
        """Return an access token; `refused` is one that the server has just turned down.

        Raises:
            SignedOut: The refresh token is not good any more; somebody has to sign in again.
            Unreachable, CertificateRefused, NotAServer, Refused
        """
        async with self._renewing:
            stale = not self._access_token or self._ticks() >= self._renew_at_s
            if stale or self._access_token == refused:
                await self._renew()
            return self._access_token

    async def renew(self) -> SignedIn:
        """Get new tokens now, and the agent with them.

        Raises:
            SignedOut, Unreachable, CertificateRefused, NotAServer, Refused
        """
        async with self._renewing:
            return await self._renew()

    async def _renew(self) -> SignedIn:
        token = await self._known_token()
        if not token:
            msg = "no refresh token"
            raise SignedOut(msg)
        try:
            signed_in = await self._http.call("POST", REFRESH, SignedIn, body=RefreshToken(refresh_token=token))
        except Refused as error:
            if error.retry_after_s is None and error.reason.value in {"not_found", "invalid"}:
                raise SignedOut(error.reason.value) from error
            raise
        self._take(signed_in)
        await self._rotated(signed_in.refresh_token)
        return signed_in

    async def _known_token(self) -> str:
        kept, self._kept = self._kept, None
        if kept is not None:
            self._refresh_token = await kept() or ""
        return self._refresh_token

    def _take(self, signed_in: SignedIn) -> None:
        self._access_token = signed_in.access_token
        self._refresh_token = signed_in.refresh_token
        self._renew_at_s = self._ticks() + max(5.0, signed_in.expires_in_s * RENEW_SHARE)
