"""The knowledge base beside the chat; knows the desk's door and the kit, no other screen."""

from operator_console.ui.knowledge.presenter import KnowledgeScreen

__all__ = ["KnowledgeScreen"]
