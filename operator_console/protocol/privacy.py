"""Bodies and paths of the HTTP interface about people's privacy; who may call it is not said here."""

from datetime import datetime

from msgspec import Struct

from operator_console.domain.conversations import Conversation, Message
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Visit, Visitor

NOTICE = "/widget/site/{site_id}.json"
VISITOR = "/api/v1/people/{visitor_id}"
KEPT = "/api/v1/people/{visitor_id}/kept"
EXPORT = "/api/v1/people/{visitor_id}/export"
RETENTION = "/api/v1/sites/{site_id}/retention"


class PrivacyNotice(Struct, frozen=True, kw_only=True):
    """GET notice: what a page is told that its visitor has not agreed to anything yet; the same for everybody.

    Attributes:
        asks: Nothing is sent or kept before the visitor says yes.
        text: The question, in the owner's words, or in ours; `yes` and `no` are its answers.
        page: Words for `privacy_url`.
        privacy_url: The owner's page about privacy; empty when there is none.
        kept: What is collected of whoever chats, a sentence each.
    """

    name: str
    colour: str
    asks: bool = False
    text: str = ""
    yes: str = ""
    no: str = ""
    page: str = ""
    privacy_url: str = ""
    kept: tuple[str, ...] = ()


class KeptOfVisitor(Struct, frozen=True, kw_only=True):
    """GET kept: how much is kept of a person; DELETE visitor: how much was erased.

    Attributes:
        browsers: In so many the site has vouched for the same customer; 1 for everybody else.
        open_chat: There is a chat that is not closed, so nothing can be erased now.
    """

    chats: int
    visits: int
    files: int
    browsers: int = 1
    open_chat: bool = False


class ExportedVisitor(Struct, frozen=True, kw_only=True):
    """``visitor.json`` within what GET export answers, a ZIP archive; files of chats lie beside it under ``files``."""

    visitors: tuple[Visitor, ...]
    visits: tuple[Visit, ...]
    chats: tuple["ExportedTalk", ...]


class ExportedTalk(Struct, frozen=True, kw_only=True):
    """A chat with its messages; notes of the team are not the visitor's data and are left out."""

    conversation: Conversation
    messages: tuple[Message, ...]


class RetentionRun(Struct, frozen=True, kw_only=True):
    """What one run erased at a site: everything of before these moments; None for what is kept for ever."""

    site_id: SiteId
    started_at: datetime
    ended_at: datetime
    chats_before: datetime | None = None
    visits_before: datetime | None = None
    contacts_before: datetime | None = None
    chats: int = 0
    visits: int = 0
    contacts: int = 0
    files: int = 0


class RetentionRuns(Struct, frozen=True, kw_only=True):
    """GET retention: a site's newest runs, newest first."""

    runs: tuple[RetentionRun, ...]
