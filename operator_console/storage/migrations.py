"""The numbered steps that bring each local file to its newest form; a step is never changed once released."""

from msgspec import Struct

_OUTBOX_1 = """
CREATE TABLE outbox (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    client_id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    holding INTEGER NOT NULL,
    base_seq INTEGER NOT NULL,
    force INTEGER NOT NULL DEFAULT 0,
    written_at TEXT NOT NULL,
    park_reason TEXT,
    file_name TEXT,
    file_size_bytes INTEGER,
    attachment_id TEXT
);
CREATE TABLE outbox_files (
    client_id TEXT PRIMARY KEY REFERENCES outbox (client_id) ON DELETE CASCADE,
    content BLOB NOT NULL
);
CREATE TABLE drafts (
    conversation_id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    note INTEGER NOT NULL,
    saved_at TEXT NOT NULL
);
"""

_OUTBOX_ERRANDS = """
CREATE TABLE errands (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    body BLOB NOT NULL
);
"""

_OUTBOX_DRAFT_FILES = """
CREATE TABLE draft_files (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    saved_at TEXT NOT NULL
);
CREATE INDEX draft_files_of ON draft_files (conversation_id);
"""

_OUTBOX_ARTICLES = """
CREATE TABLE article_drafts (
    id TEXT PRIMARY KEY,
    body BLOB NOT NULL,
    saved_at TEXT NOT NULL
);
"""

_CACHE_1 = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    open INTEGER NOT NULL,
    body BLOB NOT NULL,
    context BLOB,
    epoch TEXT NOT NULL DEFAULT '',
    pos INTEGER NOT NULL DEFAULT 0,
    covered_from INTEGER,
    seen_pos INTEGER NOT NULL DEFAULT 0,
    changed_at TEXT NOT NULL
);
CREATE TABLE messages (
    conversation_id TEXT NOT NULL,
    pos INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (conversation_id, pos)
) WITHOUT ROWID;
CREATE TABLE articles (
    site_id TEXT NOT NULL,
    key TEXT NOT NULL,
    language TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (site_id, key, language)
) WITHOUT ROWID;
CREATE TABLE key_values (
    key TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
"""

_OWNER = "CREATE TABLE owner (name TEXT NOT NULL);"


class Schema(Struct, frozen=True, kw_only=True):
    """One kind of file.

    Attributes:
        application_id: Written into the file's header, so that a foreign file is recognised.
        steps: SQL scripts; the file's ``user_version`` is the number of steps it has had.
    """

    application_id: int
    steps: tuple[str, ...]


OUTBOX = Schema(
    application_id=0x4F434F42, steps=(_OUTBOX_1, _OWNER, _OUTBOX_ERRANDS, _OUTBOX_DRAFT_FILES, _OUTBOX_ARTICLES)
)
CACHE = Schema(application_id=0x4F434341, steps=(_CACHE_1, _OWNER))
