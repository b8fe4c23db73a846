"""Wishes that the desk itself cannot fulfil; text for people is made where they are shown."""


class DeskError(Exception):
    """Base of what the desk's coroutines raise."""


class OutboxUnavailable(DeskError):
    """The message cannot be kept on disk (full, read-only): it was not sent, and its text has to stay where it is.

    Attributes:
        full: There is no room; freeing some helps.
        taken: Another window of the console works with this account; closing it helps.
    """

    def __init__(self, *, full: bool, taken: bool = False) -> None:
        super().__init__("disk full" if full else "disk failed")
        self.full = full
        self.taken = taken


class FileTooLarge(DeskError):
    """The file is larger than the server takes.

    Attributes:
        limit_bytes: What it takes at most.
    """

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(f"more than {limit_bytes} bytes")
        self.limit_bytes = limit_bytes
