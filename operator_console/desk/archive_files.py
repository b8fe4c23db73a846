"""Writes chats that were for other programs and for reading: a table, lines of JSON, pages in a ZIP; knows no server.

Everything from a chat is plain text here: escaped on pages, and prefixed in cells that spreadsheets take for formulas.
Functions block; they run in a worker thread.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from enum import StrEnum
from html import escape
from pathlib import Path

import msgspec
from msgspec import Struct

from operator_console.domain.conversations import AuthorKind, Message, MessageKind
from operator_console.domain.spreadsheets import safe_cell
from operator_console.protocol.archive import ExportedChat

FIELDS = (
    "id", "site", "started_at", "closed_at", "visitor", "email", "agent", "outcome", "value", "currency", "tags",
    "note", "visitor_messages", "agent_messages", "first_reply_s", "slowest_reply_s", "late_replies", "comments",
    "first_message",
)  # fmt: skip
MAX_CELL_CHARS = 30_000
"""A spreadsheet's cell holds 32,767."""
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")
_decoder = msgspec.json.Decoder(ExportedChat)
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b2430;"
    "background:#fff}h1{font-size:1.3rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}"
    "dt{color:#5d687a}dd{margin:0}p{margin:.2rem 0;white-space:pre-wrap;overflow-wrap:anywhere}"
    "article{margin:.6rem 0;padding:.5rem .8rem;border-radius:.6rem;background:#ebeef2}"
    "article.agent,article.bot{background:#e8f0fe;margin-left:3rem}article.note,article.comment{background:#fff6dd}"
    "small{color:#5d687a}"
)


class ChatForm(StrEnum):
    """How chats are written."""

    CSV = "csv"
    JSON = "jsonl"
    HTML = "html"
    TEXT = "text"

    @property
    def ending(self) -> str:
        """Ending of the file's name."""
        return "zip" if self in {ChatForm.HTML, ChatForm.TEXT} else self.value


class ExportWords(Struct, frozen=True, kw_only=True):
    """Words on pages, in the window's language.

    Attributes:
        visitor: For a visitor without a name; ``%1`` is the number.
        outcomes: By their keys.
        sites: Names by id, as `currencies`, in which sales are counted.
    """

    language: str
    visitor: str
    site: str
    agent: str
    outcome: str
    tags: str
    note: str
    comment: str
    file: str
    outcomes: dict[str, str]
    sites: dict[str, str]
    currencies: dict[str, str] = {}


def write_chats(lines: Iterable[bytes], form: ChatForm, words: ExportWords, target: Path) -> int:
    """Write chats, one JSON `ExportedChat` a line, into a file that is there whole or not at all; return how many.

    Raises:
        OSError: The file cannot be written.
        msgspec.MsgspecError: A line is none of ours.
    """
    partial = target.with_name(target.name + ".part")
    try:
        with partial.open("wb") as out:
            count = _WRITERS[form](_chats(lines), words, out)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return count


def _chats(lines: Iterable[bytes]) -> Iterator[ExportedChat]:
    return (_decoder.decode(line) for line in lines if line.strip())


def _write_csv(chats: Iterator[ExportedChat], words: ExportWords, out: io.BufferedWriter) -> int:
    # A spreadsheet takes a table for Latin-1 without a mark at its beginning.
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(FIELDS)
    count = 0
    for chat in chats:
        row = _row(chat, words)
        writer.writerow([safe_cell(row[field][:MAX_CELL_CHARS]) for field in FIELDS])
        count += 1
    text.flush()
    text.detach()
    return count


def _write_json(chats: Iterator[ExportedChat], _words: ExportWords, out: io.BufferedWriter) -> int:
    count = 0
    for chat in chats:
        out.write(msgspec.json.encode(chat) + b"\n")
        count += 1
    return count


def _write_html(chats: Iterator[ExportedChat], words: ExportWords, out: io.BufferedWriter) -> int:
    return _write_zip(((f"{_file_name(chat)}.html", _page(chat, words)) for chat in chats), out)


def _write_text(chats: Iterator[ExportedChat], words: ExportWords, out: io.BufferedWriter) -> int:
    return _write_zip(((f"{_file_name(chat)}.txt", _text(chat, words)) for chat in chats), out)


_WRITERS = {
    ChatForm.CSV: _write_csv,
    ChatForm.JSON: _write_json,
    ChatForm.HTML: _write_html,
    ChatForm.TEXT: _write_text,
}


def _write_zip(files: Iterable[tuple[str, str]], out: io.BufferedWriter) -> int:
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            archive.writestr(name, text.encode("utf-8", "replace"))
            count += 1
    return count


def _file_name(chat: ExportedChat) -> str:
    """Return a name of letters and digits: what comes from a server may be anything."""
    began = chat.conversation.started_at.astimezone().strftime("%Y-%m-%d_%H%M")
    return f"{began}_{_NOT_IN_NAMES.sub('_', chat.conversation.id)[:60]}"


def _row(chat: ExportedChat, words: ExportWords) -> dict[str, str]:
    conversation, wrap_up = chat.conversation, chat.conversation.wrap_up
    first = next((reply for reply in chat.replies if reply.first), None)
    said = [message for message in chat.messages if message.kind in {MessageKind.TEXT, MessageKind.FILE}]
    of_visitor = [message for message in said if message.author.kind is AuthorKind.VISITOR]
    value = wrap_up.value_cents if wrap_up is not None else None
    return {
        "id": conversation.id,
        "site": words.sites.get(conversation.site_id, conversation.site_id),
        "started_at": conversation.started_at.astimezone().isoformat(timespec="seconds"),
        "closed_at": conversation.closed_at.astimezone().isoformat(timespec="seconds")
        if conversation.closed_at
        else "",
        "visitor": _visitor(chat, words),
        "email": chat.visitor.email or "",
        "agent": conversation.agent_name or "",
        "outcome": wrap_up.outcome.value if wrap_up is not None else "",
        "value": f"{value / 100:.2f}" if value is not None else "",
        "currency": words.currencies.get(conversation.site_id, "") if value is not None else "",
        "tags": ", ".join(conversation.tags),
        "note": wrap_up.note if wrap_up is not None else "",
        "visitor_messages": str(len(of_visitor)),
        "agent_messages": str(sum(message.author.kind is AuthorKind.AGENT for message in said)),
        "first_reply_s": f"{first.waited_s:.1f}" if first is not None else "",
        "slowest_reply_s": f"{max(reply.waited_s for reply in chat.replies):.1f}" if chat.replies else "",
        "late_replies": str(sum(reply.late for reply in chat.replies)),
        "comments": str(len(chat.comments)),
        "first_message": of_visitor[0].text if of_visitor else "",
    }


def _visitor(chat: ExportedChat, words: ExportWords) -> str:
    return chat.conversation.visitor_name or words.visitor.replace("%1", str(chat.conversation.visitor_number))


def _facts(chat: ExportedChat, words: ExportWords) -> list[tuple[str, str]]:
    row, wrap_up = _row(chat, words), chat.conversation.wrap_up
    outcome = words.outcomes.get(row["outcome"], row["outcome"])
    value = f" {row['currency']} {row['value']}" if row["value"] else ""
    facts = [
        (words.site, row["site"]),
        (words.agent, row["agent"]),
        (words.outcome, outcome + value),
        (words.tags, row["tags"]),
        (words.note, wrap_up.note if wrap_up is not None else ""),
    ]
    return [fact for fact in facts if fact[1]]


def _lines(chat: ExportedChat, words: ExportWords) -> Iterator[tuple[str, str, str]]:
    """Yield kind, head and text of everything that people said."""
    for message in chat.messages:
        if message.kind is not MessageKind.SYSTEM:
            yield _kind(message), _head(message, chat, words), _said(message, words)
    for comment in chat.comments:
        at = comment.at.astimezone().strftime("%Y-%m-%d %H:%M")
        yield "comment", f"{words.comment} · {comment.author_name} · {at}", comment.text


def _kind(message: Message) -> str:
    return "note" if message.kind is MessageKind.NOTE else message.author.kind.value


def _head(message: Message, chat: ExportedChat, words: ExportWords) -> str:
    who = _visitor(chat, words) if message.author.kind is AuthorKind.VISITOR else message.author.name
    note = f"{words.note} · " if message.kind is MessageKind.NOTE else ""
    return f"{note}{who} · {message.sent_at.astimezone().strftime('%H:%M:%S')}"


def _said(message: Message, words: ExportWords) -> str:
    file = f"[{words.file}: {message.attachment.name}]" if message.attachment is not None else ""
    return "\n".join(part for part in (message.text, file) if part)


def _page(chat: ExportedChat, words: ExportWords) -> str:
    title = f"{_visitor(chat, words)} · {chat.conversation.started_at.astimezone().strftime('%Y-%m-%d %H:%M')}"
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in _facts(chat, words))
    said = "".join(
        f'<article class="{kind}"><small>{escape(head)}</small><p>{escape(text)}</p></article>\n'
        for kind, head, text in _lines(chat, words)
    )
    return (
        f'<!doctype html>\n<html lang="{escape(words.language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f"<dl>{facts}</dl>\n{said}</body>\n</html>\n"
    )


def _text(chat: ExportedChat, words: ExportWords) -> str:
    title = f"{_visitor(chat, words)} · {chat.conversation.started_at.astimezone().strftime('%Y-%m-%d %H:%M')}"
    facts = "\n".join(f"{name}: {value}" for name, value in _facts(chat, words))
    said = "\n\n".join(f"{head}\n{text}" for _kind_of, head, text in _lines(chat, words))
    return f"{title}\n{facts}\n\n{said}\n"
