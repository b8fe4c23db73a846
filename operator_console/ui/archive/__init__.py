"""The archive of chats, a page of the window; knows the desk's door and the kit, no other screen."""

from operator_console.ui.archive.presenter import ArchiveScreen

__all__ = ["ArchiveScreen"]
