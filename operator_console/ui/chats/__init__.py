"""The rail of chats; knows the desk's door and the kit, no other screen."""

from operator_console.ui.chats.presenter import ChatsScreen

__all__ = ["ChatsScreen"]
