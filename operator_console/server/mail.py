"""Sends what waits in the table of outgoing mails through the mail server of the configuration; knows no frame.

A mail that the mail server has taken is never sent again: its row says so before anything else happens to it. Between
the mail server's answer and that row lies the one moment in which a killed server sends it twice, with one Message-ID.
"""

import asyncio
import logging
import random
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from operator_console.domain.mails import (
    KEPT_FOR,
    Mail,
    MailState,
    is_given_up,
    retry_ceiling_s,
)
from operator_console.runtime.fail_points import fail_point
from operator_console.server.config import ServerConfig, SmtpSecurity
from operator_console.server.store import mails
from operator_console.server.store.store import Store
from operator_console.server.store.writer import StoreUnavailable
from operator_console.server.visitor_view import message_for_visitor
from operator_console.server.works.mails import SettleMail

LOOK_S = 5.0
AT_ONCE = 20
SMTP_TIMEOUT_S = 20.0
SEND_WITHIN_S = 90.0
TAKEN_FOR = timedelta(seconds=2 * SEND_WITHIN_S)
FAILED_S = 10.0
MAX_MESSAGES = 5_000
CLOSE_WITHIN_S = 3.0
TIDY_S = 3_600.0
_log = logging.getLogger(__name__)
Told = Callable[[Mail, MailState], None]


class Refused(Exception):
    """The mail server does not take this mail, now or later; the text holds no address."""


class Mailer:
    """Works on the loop's thread; belongs to the switchboard.

    Args:
        told: Called when a mail was sent or given up, after that is stored.
        context: For TLS; None for the system's own certificates.
    """

    def __init__(
        self, store: Store, config: ServerConfig, told: Told, *, context: ssl.SSLContext | None = None
    ) -> None:
        self._store = store
        self._config = config
        self._told = told
        self._context = context
        self._woken = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False
        self._tidied_s = 0.0

    def wake(self) -> None:
        """Look at once: something was queued."""
        self._woken.set()

    async def close(self) -> None:
        """Begin nothing more, and let what is under way come to its row: the store is about to close."""
        self._closed = True
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), CLOSE_WITHIN_S)

    async def run(self) -> None:
        """Send until cancelled; without a mail server there is nothing to do."""
        if not self._config.has_mail:
            return
        if not self._config.is_shared_database:
            await self._carefully(self._free)
        while not self._closed:
            self._woken.clear()
            sent = await self._carefully(self.send_some)
            if not sent:
                try:
                    await asyncio.wait_for(self._woken.wait(), LOOK_S)
                except TimeoutError:
                    continue

    async def _carefully(self, step: Callable[[], Awaitable[int]]) -> int:
        try:
            return await step()
        except StoreUnavailable as error:
            _log.warning("mail waits", extra={"reason": str(error)})
            await asyncio.sleep(FAILED_S)
            return 0

    async def _free(self) -> int:
        return await self._store.transact(lambda unit: mails.free_taken_mails(unit.connection, unit.now))

    async def send_some(self) -> int:
        """Send what is due and return how many mails were tried.

        Raises:
            StoreUnavailable: Nothing can be read or stored now; what waits goes on waiting.
        """
        await self._tidy()
        due = await self._store.read(mails.due_mails, datetime.now(UTC), AT_ONCE)
        for mail in due:
            if self._closed:
                break
            self._idle.clear()
            try:
                await self._send_one(mail)
            finally:
                self._idle.set()
        return len(due)

    async def _send_one(self, mail: Mail) -> None:
        taken = await self._store.transact(
            lambda unit: mails.take_mail(unit.connection, mail.id, unit.now, unit.now + TAKEN_FOR)
        )
        if not taken:
            return
        state = MailState.SENT
        try:
            message = await self._compose(mail)
            fail_point("server.mail.before")
            async with asyncio.timeout(SEND_WITHIN_S):
                await self._hand_over(message)
            fail_point("server.mail.after")
        except Refused as error:
            _log.warning("mail refused", extra={"mail": mail.id, "reason": str(error)})
            state = MailState.FAILED
        except (OSError, TimeoutError) as error:
            _log.warning("mail not sent", extra={"mail": mail.id, "tries": mail.tries + 1, "reason": str(error)})
            if not is_given_up(mail, datetime.now(UTC)):
                await self._put_off(mail)
                return
            state = MailState.FAILED
        if await self._store.perform(SettleMail(mail, state)):
            self._told(mail, state)

    async def _put_off(self, mail: Mail) -> None:
        """Try again later, at a moment that no two mails share (full jitter)."""
        wait = timedelta(seconds=random.uniform(0.0, retry_ceiling_s(mail.tries + 1)))
        await self._store.transact(lambda unit: mails.put_off_mail(unit.connection, mail.id, unit.now + wait))

    async def _compose(self, mail: Mail) -> EmailMessage:
        from operator_console.server.mail_letter import Letter, compose

        directory = self._store.directory
        site = directory.sites.get(mail.site_id)
        told = await self._store.read(mails.told_in, mail, MAX_MESSAGES)
        if told is None or site is None:
            msg = "its conversation is not there any more"
            raise Refused(msg)
        letter = Letter(
            mail=mail,
            site=site,
            sender=self._config.mail_from,
            began_at=told.conversation.started_at,
            messages=tuple(message_for_visitor(message, directory) for message in told.messages),
            visitor_name=told.conversation.visitor_name or "",
            language=told.conversation.language or told.language,
            time_zone=told.time_zone,
        )
        try:
            return await asyncio.to_thread(compose, letter)
        except ValueError as error:
            msg = "it cannot be written"
            raise Refused(msg) from error

    async def _hand_over(self, message: EmailMessage) -> None:
        """Give a message to the mail server.

        Raises:
            Refused: It refuses the address or the message for good.
            OSError: Anything else; it is worth trying again.
        """
        import aiosmtplib

        config = self._config
        try:
            await aiosmtplib.send(
                message,
                hostname=config.smtp_host,
                port=config.smtp_port,
                username=config.smtp_user or None,
                password=config.smtp_password or None,
                use_tls=config.smtp_security is SmtpSecurity.TLS,
                start_tls=config.smtp_security is SmtpSecurity.STARTTLS,
                tls_context=self._context or ssl.create_default_context(),
                timeout=SMTP_TIMEOUT_S,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            codes = [refused.code for refused in error.recipients]
            raise _refusal(max(codes, default=450)) from error
        except (aiosmtplib.SMTPDataError, aiosmtplib.SMTPRecipientRefused) as error:
            raise _refusal(error.code) from error
        except aiosmtplib.SMTPException as error:
            # Wrong password, no STARTTLS, unknown sender: of the set-up, which somebody may put right.
            code = getattr(error, "code", None)
            msg = f"{type(error).__name__} {code or ''}".strip()
            raise OSError(msg) from error

    async def _tidy(self) -> None:
        now_s = asyncio.get_running_loop().time()
        if self._tidied_s and now_s - self._tidied_s < TIDY_S:
            return
        self._tidied_s = now_s
        await self._store.transact(lambda unit: mails.forget_settled_mails(unit.connection, unit.now - KEPT_FOR))


def _refusal(code: int) -> Exception:
    """Return what a reply code means: 5xx is for good (RFC 5321, 4.2.1), everything else may pass."""
    text = f"the mail server answered {code}"
    return Refused(text) if code >= 500 else OSError(text)
