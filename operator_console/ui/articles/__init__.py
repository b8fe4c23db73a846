"""The editor of the knowledge base, a page of the window; knows the desk's door and the kit, no other screen."""

from operator_console.ui.articles.screen import ArticlesScreen

__all__ = ["ArticlesScreen"]
