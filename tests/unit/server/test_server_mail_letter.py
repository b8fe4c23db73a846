"""Letters to visitors: whatever anybody wrote, there is one recipient, known headers, and no tag of theirs."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_console.domain.conversations import Attachment, Author, AuthorKind, Message, MessageKind
from operator_console.domain.ids import AttachmentId, ConversationId, MessageId, SiteId
from operator_console.domain.mails import Mail, MailKind
from operator_console.domain.people import Site
from operator_console.server import mail_letter
from operator_console.server.mail_letter import Letter, compose

NOW = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
}  # fmt: skip
TAGS = {"html", "head", "meta", "title", "body", "div", "h1", "p", "strong", "span", "br"}
HOSTILE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "\r\nBcc: x@y.example",
            "<img src=//x/>",
            "</title><script>",
            '"><a href=http://x>',
            "a\x00b",
            "\ud800",
            "=?utf-8?q?x?=",
        ]
    ),
)


def _message(text: str, name: str, kind: AuthorKind = AuthorKind.AGENT, file: str = "") -> Message:
    attachment = (
        Attachment(id=AttachmentId("at_x"), name=file, content_type="text/plain", size_bytes=1) if file else None
    )
    return Message(
        id=MessageId("ms_x"),
        conversation_id=ConversationId("cv_x"),
        pos=1,
        kind=MessageKind.FILE if file else MessageKind.TEXT,
        author=Author(kind=kind, id="x", name=name),
        sent_at=NOW,
        text=text,
        attachment=attachment,
    )


def _letter(
    *,
    site: str = "Shop",
    colour: str = "#14694f",
    note: str = "",
    messages: tuple[Message, ...] = (),
    visitor: str = "",
    by: str = "Anna",
    language: str = "nl",
    time_zone: str = "Europe/Amsterdam",
) -> Letter:
    mail = Mail(
        id="ml_1",
        conversation_id=ConversationId("cv_x"),
        site_id=SiteId("shop"),
        kind=MailKind.NOTE if note else MailKind.TRANSCRIPT,
        email="vera@mail.example",
        asked_by="ag_x",
        by_name=by,
        at=NOW,
        text=note,
    )
    place = Site(id=SiteId("shop"), name=site, base_url="https://shop.example", colour=colour)
    return Letter(
        mail=mail,
        site=place,
        sender="chat@shop.example",
        began_at=NOW,
        messages=messages,
        visitor_name=visitor,
        language=language,
        time_zone=time_zone,
    )


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.names |= {name for name, _value in attrs}


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_no_text_becomes_a_header_a_recipient_or_a_tag(
    site: str, visitor: str, agent: str, text: str, file: str
) -> None:
    said = (_message(text, agent), _message(text, visitor, AuthorKind.VISITOR), _message("", agent, file=file or "x"))
    for letter in (
        _letter(site=site, messages=said, visitor=visitor, time_zone=text, language=text),
        _letter(note=text or "x", by=agent),
    ):
        raw = compose(letter).as_bytes()
        parsed = message_from_bytes(raw, policy=default)
        assert set(parsed.keys()) == HEADERS
        assert [address.addr_spec for address in parsed["To"].addresses] == ["vera@mail.example"]
        assert [address.addr_spec for address in parsed["From"].addresses] == ["chat@shop.example"]
        assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
        html = parsed.get_body(("html",))
        assert html is not None
        tags = _Tags()
        tags.feed(html.get_content())
        assert tags.found <= TAGS
        assert tags.names <= {"lang", "charset", "name", "content", "style"}


def test_times_names_and_files_as_the_visitor_knows_them() -> None:
    said = (
        _message("Hallo", "Anna"),
        _message("", "Vera", AuthorKind.VISITOR, file="foto.png"),
        _message("Ik help", "", AuthorKind.BOT),
    )
    plain = compose(_letter(messages=said)).get_body(("plain",))
    assert plain is not None
    text = plain.get_content()
    assert "00:30  Anna\nHallo" in text
    assert "00:30  Jij\nBestand: foto.png" in text
    assert "Digitale assistent" in text
    assert "3 maart 2026" in text, "in the visitor's own time"
    english = compose(_letter(messages=said, language="en-GB", time_zone="")).get_body(("plain",))
    assert english is not None
    assert "23:30 UTC  You" in english.get_content()


@pytest.mark.parametrize("colour", ["#14694f", "#ffffff", "red; background:url(//x)", ""])
def test_the_colour_can_be_read_and_is_nothing_else(colour: str) -> None:
    html = compose(_letter(colour=colour)).get_body(("html",))
    assert html is not None
    assert re.search(r"border-top:4px solid #[0-9a-f]{6};", html.get_content())
    assert "url(" not in html.get_content()


def test_of_a_very_long_chat_the_end_is_sent_and_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_letter, "MAX_LETTER_CHARS", 100)
    plain = compose(_letter(messages=tuple(_message(f"{number} " + "x" * 30, "A") for number in range(9)))).get_body(
        ("plain",)
    )
    assert plain is not None
    assert "8 xxx" in plain.get_content()
    assert "0 xxx" not in plain.get_content()
    assert "Het begin van dit lange gesprek" in plain.get_content()


def test_a_letter_to_no_address_is_not_written() -> None:
    letter = _letter()
    wrong = Letter(mail=letter.mail, site=letter.site, sender="no address", began_at=NOW)
    with pytest.raises(ValueError, match=r".*"):
        compose(wrong)
