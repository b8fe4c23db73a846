"""The chat at hand: transcript, composer, suggestions, wrap-up; knows no other screen."""

from operator_console.ui.conversation.screen import ConversationScreen

__all__ = ["ConversationScreen"]
