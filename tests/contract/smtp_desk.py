"""A real SMTP server on this machine for tests: it takes mail, refuses it, hangs up in the middle, or is slow."""

import asyncio
import email
import email.policy
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class PostBox:
    """Handler of the server: keeps what it has taken; `answer` decides over each command.

    Attributes:
        answer: Given "RCPT" or "DATA", returns the reply; None for a good one; ``drop`` hangs up.
        delay_s: Before the answer to DATA.
        arrived: Set with each mail.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[list[str]] = []
        self.sessions = 0
        self.secure: list[bool] = []
        self.answer: Callable[[str], str | None] = lambda _command: None
        self.delay_s = 0.0
        self.arrived = asyncio.Event()

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.answer("RCPT")
        if reply == "drop":
            self._hang_up(server)
        if reply is not None:
            return reply
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.delay_s)
        reply = self.answer("DATA")
        if reply == "drop":
            self._hang_up(server)
        if reply is not None:
            return reply
        raw = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        self.raw.append(raw)
        parsed: Any = email.message_from_bytes(raw, policy=email.policy.default)
        self.mails.append(parsed)
        self.recipients.append(list(envelope.rcpt_tos))
        self.secure.append(session.ssl is not None)
        self.arrived.set()
        return "250 taken"

    def _hang_up(self, server: SMTP) -> None:
        transport: Any = server.transport
        transport.abort()

    async def wait(self, number: int = 1) -> None:
        """Wait until so many mails have come."""
        async with asyncio.timeout(10.0):
            while len(self.mails) < number:
                self.arrived.clear()
                await self.arrived.wait()


@asynccontextmanager
async def post_box(*, context: ssl.SSLContext | None = None, password: str = "") -> AsyncIterator[tuple[PostBox, int]]:
    """Run one on a free port, in this loop; with a context it offers STARTTLS and insists on it."""
    box = PostBox()

    def sign_in(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        good = isinstance(data, LoginPassword) and data.password == password.encode()
        return AuthResult(success=good, handled=not good)

    def build() -> SMTP:
        return SMTP(
            box,
            hostname="post.test",
            tls_context=context,
            require_starttls=context is not None,
            authenticator=sign_in if password else None,
            auth_required=bool(password),
            loop=asyncio.get_running_loop(),
        )

    server = await asyncio.get_running_loop().create_server(build, "127.0.0.1", 0)
    try:
        yield box, server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()
