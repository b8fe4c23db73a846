"""Who the visitor is, beside the chat; knows the desk's door and the kit, no other screen."""

from operator_console.ui.visitor.presenter import VisitorScreen

__all__ = ["VisitorScreen"]
