"""Transcripts and notes by e-mail through a real SMTP server: taken, refused, dropped in the middle, slow, insecure."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from msgspec import structs

from operator_console.domain.conversations import SystemLine
from operator_console.domain.ids import ConversationId
from operator_console.domain.mails import MAILS_OF_VISITOR, MailState
from operator_console.protocol.versions import MAIL
from operator_console.server import mail as mailing
from operator_console.server.config import SmtpSecurity
from operator_console.server.store import reads
from operator_console.server.store.audit import AuditQuery, read_audit
from operator_console.server.store.mails import due_mails
from tests.contract.server_desk import WAIT_S, Desk, Wire, message_of, new_client_id, running_desk
from tests.contract.smtp_desk import PostBox, post_box

ADDRESS = "visitor@mail.example"
SENDER = "desk@shop.example"


@asynccontextmanager
async def _mailing(folder: Path) -> AsyncIterator[tuple[Desk, PostBox]]:
    async with post_box() as (box, port), _desk(folder, port) as desk:
        yield desk, box


@asynccontextmanager
async def _desk(folder: Path, port: int, *, fresh: bool = True, **options: object) -> AsyncIterator[Desk]:
    given: Any = {"smtp_security": SmtpSecurity.NONE, "smtp_host": "127.0.0.1", "mail_from": SENDER, **options}
    async with running_desk(folder, smtp_port=port, fresh=fresh, **given) as desk:
        yield desk


async def _chat(desk: Desk, *, closed: bool = True) -> tuple[Wire, Wire, str]:
    console = await desk.agent("anna", features=[MAIL])
    tab = await desk.visitor(language="nl-NL", time_zone="Europe/Amsterdam")
    chat = str((await tab.say("Is <b>it</b> in stock?", name="Vera"))["conversation_id"])
    await console.expect("conversation_snapshot")
    await console.say("Yes & three of them.", conversation_id=chat, base_seq=9)
    await console.say("Secret of the team", conversation_id=chat, base_seq=9, kind="note")
    if closed:
        done = await console.ask("wrap_up", conversation_id=chat, outcome="follow_up", note="Also secret")
        assert done["type"] == "done"
    return console, tab, chat


def _line(name: str) -> Callable[[dict[str, Any]], bool]:
    return lambda frame: message_of(frame).get("system") == name


async def _ask(tab: Wire, chat: str, email: str = ADDRESS, client_id: str = "") -> None:
    await tab.send("mail_transcript", client_id=client_id or new_client_id(), conversation_id=chat, email=email)


async def _refusal(tab: Wire, chat: str, email: str = ADDRESS) -> str:
    client_id = new_client_id()
    await _ask(tab, chat, email, client_id)
    return str((await tab.expect("send_refused", lambda frame: frame["client_id"] == client_id))["reason"])


async def test_a_visitor_gets_the_transcript_with_both_parts_and_nothing_of_the_team(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, box):
        _console, tab, chat = await _chat(desk, closed=False)
        await _ask(tab, chat)
        queued = await tab.expect("event", _line("mail_queued"))
        assert message_of(queued)["values"] == {"mail": "transcript", "email": ADDRESS, "by": ""}
        await tab.expect("event", _line("mail_sent"))
        await box.wait()
        mail = box.mails[0]
        assert box.recipients == [[ADDRESS]]
        assert (mail["To"], mail["From"]) == (ADDRESS, f"Shop <{SENDER}>")
        assert mail["Subject"] == "Je gesprek met Shop"
        plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert html is not None
        for text in (plain.get_content(), html.get_content()):
            assert "ecret" not in text
            assert "Aalders" not in text
            assert "Anna" in text
            assert "Vera" in text
        assert "Is <b>it</b> in stock?" in plain.get_content()
        assert "Is &lt;b&gt;it&lt;/b&gt; in stock?" in html.get_content()
        assert "Yes &amp; three" in html.get_content()


async def test_the_same_wish_again_is_one_mail(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, box):
        _console, tab, chat = await _chat(desk)
        for _time in range(3):
            await _ask(tab, chat, client_id="the-same-one")
        await tab.expect("event", _line("mail_sent"))
        await tab.drain()
        assert len(box.mails) == 1


async def test_an_agent_sends_a_note_that_stands_in_the_closed_chat(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, box):
        console, tab, chat = await _chat(desk)
        wish = {"conversation_id": chat, "email": ADDRESS, "mail": "note", "client_id": new_client_id()}
        assert (await console.ask("send_mail", **wish, text="It has come in.\nSee you!"))["type"] == "done"
        told = await console.find("mail_told")
        assert (told["state"], told["kind"], told["email"]) == ("sent", "note", ADDRESS)
        note = await tab.find("event", lambda frame: message_of(frame).get("text", "").startswith("It has come"))
        assert message_of(note)["author"]["name"] == "Anna"
        await box.wait()
        plain = box.mails[0].get_body(("plain",))
        assert plain is not None
        assert "It has come in." in plain.get_content()
        assert "in stock" not in plain.get_content()
        found = await desk.server.switchboard.store.read(reads.read_conversation, ConversationId(chat))
        assert found is not None
        assert found.state == "closed"


async def test_notes_need_a_text_a_closed_chat_and_an_address(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, _box):
        console, _tab, chat = await _chat(desk, closed=False)
        note = {"conversation_id": chat, "mail": "note", "text": "Later", "email": ADDRESS}
        assert (await console.ask("send_mail", **note, client_id=new_client_id()))["reason"] == "invalid"
        await console.ask("wrap_up", conversation_id=chat, outcome="follow_up")
        for wrong in ({"text": " \n"}, {"email": "nobody"}, {"client_id": "x"}, {"mail": "something"}):
            answer = await console.ask("send_mail", **{"client_id": new_client_id(), **note, **wrong})
            assert answer["reason"] == "invalid", wrong


@pytest.mark.parametrize(
    "email",
    [
        "a@b.example\r\nBcc: victim@mail.example",
        "a@b.example, victim@mail.example",
        '"a"@b.example',
        "a@b",
        "<a@b.example>",
        "a@b.example\x00",
        "á@b.example",
        "x" * 300 + "@b.example",
    ],
)
async def test_what_could_be_more_than_an_address_is_refused(tmp_path: Path, email: str) -> None:
    async with _mailing(tmp_path) as (desk, box):
        _console, tab, chat = await _chat(desk)
        assert await _refusal(tab, chat, email) == "invalid"
        assert not box.mails


async def test_others_chats_look_like_none_to_visitors_and_agents(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, box):
        _console, _tab, chat = await _chat(desk)
        stranger, carl = await desk.visitor(), await desk.agent("carl", features=[MAIL])
        assert await _refusal(stranger, chat) == await _refusal(stranger, "cv_none") == "not_found"
        wish = {"email": ADDRESS, "client_id": new_client_id()}
        answers = [await carl.ask("send_mail", **wish, conversation_id=each) for each in (chat, "cv_none")]
        assert {answer["reason"] for answer in answers} == {"not_found"}
        assert not box.mails


async def test_who_asks_too_often_is_refused_and_written_down(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, _box):
        _console, tab, chat = await _chat(desk)
        for number in range(MAILS_OF_VISITOR):
            await _ask(tab, chat, f"address{number}@mail.example")
        assert await _refusal(tab, chat) == "rate_limited"
        store = desk.server.switchboard.store
        lines = await store.read(read_audit, AuditQuery(action="mail"))
        assert [line.result for line in lines].count("limit") == 1


async def test_a_refused_address_is_told_as_it_is(tmp_path: Path) -> None:
    async with _mailing(tmp_path) as (desk, box):
        box.answer = lambda command: "550 no such mailbox" if command == "RCPT" else None
        console, tab, chat = await _chat(desk)
        await console.ask("send_mail", conversation_id=chat, email=ADDRESS, client_id=new_client_id())
        assert (await console.find("mail_told"))["state"] == "failed"
        await tab.find("event", _line("mail_failed"))


async def test_a_connection_that_drops_in_the_middle_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "LOOK_S", 0.02)
    monkeypatch.setattr(mailing, "retry_ceiling_s", lambda _tries: 0.05)
    async with _mailing(tmp_path) as (desk, box):
        answers = iter(["drop", "drop", "451 later"])
        box.answer = lambda command: next(answers, None) if command == "DATA" else None
        _console, tab, chat = await _chat(desk)
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_sent"))
        assert len(box.mails) == 1
        assert box.sessions >= 4


async def test_a_slow_server_is_waited_for_and_a_dead_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "SMTP_TIMEOUT_S", 0.3)
    async with _mailing(tmp_path) as (desk, box):
        box.delay_s = 0.1
        _console, tab, chat = await _chat(desk)
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_sent"))
        box.delay_s = 1.0
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_queued"))
        store = desk.server.switchboard.store
        async with asyncio.timeout(WAIT_S):
            while not (waiting := await store.read(due_mails, datetime.now(UTC) + timedelta(days=1), 9)) or not (
                waiting[0].tries
            ):
                await asyncio.sleep(0.02)
        assert waiting[0].tries == 1


async def test_without_starttls_nothing_is_said_in_the_clear(tmp_path: Path) -> None:
    async with post_box() as (box, port), _desk(tmp_path, port, smtp_security=SmtpSecurity.STARTTLS) as desk:
        _console, tab, chat = await _chat(desk)
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_queued"))
        store = desk.server.switchboard.store
        async with asyncio.timeout(WAIT_S):
            while True:
                waiting = await store.read(due_mails, datetime.now(UTC) + timedelta(days=1), 9)
                if waiting and waiting[0].tries:
                    break
                await asyncio.sleep(0.02)
        assert not box.mails


async def test_with_starttls_and_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority = trustme.CA()
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(theirs)
    ours = ssl.create_default_context()
    authority.configure_trust(ours)
    monkeypatch.setattr(ssl, "create_default_context", lambda: ours)
    async with (
        post_box(context=theirs, password="correct") as (box, port),
        _desk(
            tmp_path,
            port,
            smtp_host="localhost",
            smtp_security=SmtpSecurity.STARTTLS,
            smtp_user="desk",
            smtp_password="correct",
        ) as desk,
    ):
        _console, tab, chat = await _chat(desk)
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_sent"))
        assert box.secure == [True]


async def test_a_mail_that_nobody_takes_for_two_days_is_given_up_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "is_given_up", lambda _mail, _now: True)
    async with _mailing(tmp_path) as (desk, box):
        box.answer = lambda _command: "451 never"
        _console, tab, chat = await _chat(desk)
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_failed"))
        assert not await desk.server.switchboard.store.read(due_mails, datetime.now(UTC) + timedelta(days=9), 9)


async def test_without_a_mail_server_it_is_absent(tmp_path: Path) -> None:
    async with running_desk(tmp_path) as desk:
        token = await desk.token("anna")
        wire = await desk.open("/ws/agent")
        await wire.send("hello", versions=[1], token=token, features=[MAIL])
        assert MAIL not in (await wire.expect("welcome"))["features"]
        tab = await desk.visitor()
        assert tab.frames[0]["site"]["mail_transcript"] is False
        chat = str((await tab.say("Hello"))["conversation_id"])
        assert await _refusal(tab, chat) == "unavailable"


async def test_what_was_queued_before_a_stop_is_sent_once_after_it(tmp_path: Path) -> None:
    async with post_box() as (box, port):
        box.answer = lambda _command: "451 not now"
        async with _desk(tmp_path, port) as desk:
            _console, tab, chat = await _chat(desk)
            await _ask(tab, chat)
            await tab.expect("event", _line("mail_queued"))
        box.answer = lambda _command: None
        async with _desk(tmp_path, port, fresh=False):
            await box.wait()
        async with _desk(tmp_path, port, fresh=False) as desk:
            await desk.server.switchboard.mailer.send_some()
            found, _more = await desk.server.switchboard.store.read(
                reads.messages_before, ConversationId(chat), 999, 99
            )
        assert len(box.mails) == 1
        assert [message.system for message in found if message.system is not None][-1] is SystemLine.MAIL_SENT


async def test_no_server_sends_what_another_one_has_taken(tmp_path: Path) -> None:
    from operator_console.server.store.mails import settle_mail, take_mail

    async with _mailing(tmp_path) as (desk, box):
        box.answer = lambda _command: "451 later"
        _console, tab, chat = await _chat(desk)
        await _ask(tab, chat)
        await tab.expect("event", _line("mail_queued"))
        store = desk.server.switchboard.store
        async with asyncio.timeout(WAIT_S):
            while not (waiting := await store.read(due_mails, datetime.now(UTC) + timedelta(days=1), 9)):
                await asyncio.sleep(0.02)
        mail, later = waiting[0], datetime.now(UTC) + timedelta(days=1)
        takes = [
            await store.transact(lambda unit: take_mail(unit.connection, mail.id, later, later + timedelta(hours=1)))
            for _server in range(2)
        ]
        assert takes == [True, False]
        settled = [
            await store.transact(lambda unit: settle_mail(unit.connection, mail, MailState.SENT)) for _time in range(2)
        ]
        assert settled == [True, False]
        assert structs.asdict(mail)["text"] == ""
