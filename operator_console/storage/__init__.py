"""The desk's own SQLite files: outbox, drafts, history cache, articles; one writer thread, numbered migrations."""
