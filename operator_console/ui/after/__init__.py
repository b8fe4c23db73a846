"""After the chat: mail to its visitor; knows the desk's door and the kit, no other screen."""

from operator_console.ui.after.mailing import Mailing

__all__ = ["Mailing"]
