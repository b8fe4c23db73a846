"""A lead's wall: all chats by what is due, the team, today's figures, and one chat to look along in."""

from operator_console.ui.team.screen import TeamScreen

__all__ = ["TeamScreen"]
