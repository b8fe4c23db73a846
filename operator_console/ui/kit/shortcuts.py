"""Every action that has a key: id, group, title and default key, and which key is in force; knows no handler."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from operator_console.settings.file import Settings
from operator_console.settings.options import SHORTCUTS


class ActionEntry(Struct, frozen=True):
    """One action.

    Attributes:
        id: ``group.action``; a key in the settings.
        default_key: In Qt's portable text; empty for none.
        title: English source in the context "Actions"; for people through `action_title`.
    """

    id: str
    title: str
    default_key: str

    @property
    def group(self) -> str:
        """First part of the id."""
        return self.id.partition(".")[0]


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark `text` for the translation tools, which know this name; Qt's own is typed as returning an object."""
    return text


GROUPS = {
    "chats": QT_TRANSLATE_NOOP("Actions", "Chats"),
    "conversation": QT_TRANSLATE_NOOP("Actions", "Answering"),
    "knowledge": QT_TRANSLATE_NOOP("Actions", "Knowledge base"),
    "articles": QT_TRANSLATE_NOOP("Actions", "Articles"),
    "team": QT_TRANSLATE_NOOP("Actions", "Team"),
    "street": QT_TRANSLATE_NOOP("Actions", "Visitors"),
    "archive": QT_TRANSLATE_NOOP("Actions", "Archive"),
    "reports": QT_TRANSLATE_NOOP("Actions", "Figures"),
    "staffing": QT_TRANSLATE_NOOP("Actions", "Staffing"),
    "setup": QT_TRANSLATE_NOOP("Actions", "Sites"),
    "window": QT_TRANSLATE_NOOP("Actions", "Window"),
}

ACTIONS: tuple[ActionEntry, ...] = (
    ActionEntry("chats.next_urgent", QT_TRANSLATE_NOOP("Actions", "Next most urgent chat"), "Ctrl+J"),
    ActionEntry(
        "chats.accept",
        QT_TRANSLATE_NOOP("Actions", "Accept what is offered, or the oldest of the queue"),
        "Ctrl+Return",
    ),
    ActionEntry("chats.decline", QT_TRANSLATE_NOOP("Actions", "Decline the offered chat"), "Ctrl+Shift+X"),
    ActionEntry("chats.look", QT_TRANSLATE_NOOP("Actions", "Read the offered chat first"), "Ctrl+Shift+V"),
    ActionEntry("chats.mentions", QT_TRANSLATE_NOOP("Actions", "Read the note that names me"), "Ctrl+Shift+J"),
    ActionEntry("chats.call_backs", QT_TRANSLATE_NOOP("Actions", "Who wants to be called"), "Ctrl+Shift+W"),
    ActionEntry("chats.next", QT_TRANSLATE_NOOP("Actions", "Next chat in the list"), "Ctrl+Tab"),
    ActionEntry("chats.previous", QT_TRANSLATE_NOOP("Actions", "Previous chat in the list"), "Ctrl+Shift+Tab"),
    ActionEntry("chats.number_1", QT_TRANSLATE_NOOP("Actions", "Chat number 1"), "Ctrl+1"),
    ActionEntry("chats.number_2", QT_TRANSLATE_NOOP("Actions", "Chat number 2"), "Ctrl+2"),
    ActionEntry("chats.number_3", QT_TRANSLATE_NOOP("Actions", "Chat number 3"), "Ctrl+3"),
    ActionEntry("chats.number_4", QT_TRANSLATE_NOOP("Actions", "Chat number 4"), "Ctrl+4"),
    ActionEntry("chats.number_5", QT_TRANSLATE_NOOP("Actions", "Chat number 5"), "Ctrl+5"),
    ActionEntry("chats.number_6", QT_TRANSLATE_NOOP("Actions", "Chat number 6"), "Ctrl+6"),
    ActionEntry("chats.number_7", QT_TRANSLATE_NOOP("Actions", "Chat number 7"), "Ctrl+7"),
    ActionEntry("chats.number_8", QT_TRANSLATE_NOOP("Actions", "Chat number 8"), "Ctrl+8"),
    ActionEntry("chats.number_9", QT_TRANSLATE_NOOP("Actions", "Chat number 9"), "Ctrl+9"),
    ActionEntry("conversation.composer", QT_TRANSLATE_NOOP("Actions", "Back to writing"), "Esc"),
    ActionEntry("conversation.attach", QT_TRANSLATE_NOOP("Actions", "Attach a file"), "Ctrl+O"),
    ActionEntry("conversation.snip", QT_TRANSLATE_NOOP("Actions", "Cut a picture out of the screen"), "Ctrl+Shift+I"),
    ActionEntry("conversation.show_page", QT_TRANSLATE_NOOP("Actions", "Open a page for the visitor"), "Ctrl+Shift+B"),
    ActionEntry("conversation.note", QT_TRANSLATE_NOOP("Actions", "Write a note for the team"), "Ctrl+Shift+N"),
    ActionEntry("conversation.holding_line", QT_TRANSLATE_NOOP("Actions", "Send the holding line"), "Ctrl+Shift+H"),
    ActionEntry("conversation.no_answer_needed", QT_TRANSLATE_NOOP("Actions", "No answer needed"), "Ctrl+Shift+O"),
    ActionEntry(
        "conversation.make_article", QT_TRANSLATE_NOOP("Actions", "Make an article of an answer"), "Ctrl+Shift+D"
    ),
    ActionEntry("conversation.transfer", QT_TRANSLATE_NOOP("Actions", "Transfer the chat"), "Ctrl+T"),
    ActionEntry("conversation.hand", QT_TRANSLATE_NOOP("Actions", "Raise a hand, or lower it"), "Ctrl+Shift+R"),
    ActionEntry("conversation.wrap_up", QT_TRANSLATE_NOOP("Actions", "Wrap up the chat"), "Ctrl+W"),
    ActionEntry("conversation.mail", QT_TRANSLATE_NOOP("Actions", "E-mail the visitor"), "Ctrl+Shift+Y"),
    ActionEntry(
        "conversation.say_clock", QT_TRANSLATE_NOOP("Actions", "Read the response clock aloud"), "Ctrl+Shift+K"
    ),
    ActionEntry("knowledge.search", QT_TRANSLATE_NOOP("Actions", "Search the knowledge base"), "Ctrl+K"),
    ActionEntry("knowledge.insert_1", QT_TRANSLATE_NOOP("Actions", "Insert the first suggestion"), "Alt+1"),
    ActionEntry("knowledge.insert_2", QT_TRANSLATE_NOOP("Actions", "Insert the second suggestion"), "Alt+2"),
    ActionEntry("knowledge.insert_3", QT_TRANSLATE_NOOP("Actions", "Insert the third suggestion"), "Alt+3"),
    ActionEntry(
        "knowledge.insert_link", QT_TRANSLATE_NOOP("Actions", "Insert the open article's link"), "Ctrl+Shift+A"
    ),
    ActionEntry("knowledge.insert_fact", QT_TRANSLATE_NOOP("Actions", "Insert the chosen fact"), "Ctrl+Shift+F"),
    ActionEntry(
        "knowledge.insert_quote", QT_TRANSLATE_NOOP("Actions", "Insert the selected words as a quote"), "Ctrl+Shift+C"
    ),
    ActionEntry("knowledge.large", QT_TRANSLATE_NOOP("Actions", "Show the open article large"), "F8"),
    ActionEntry(
        "knowledge.nothing_found", QT_TRANSLATE_NOOP("Actions", "Nothing good found: tell the editors"), "Ctrl+Shift+G"
    ),
    ActionEntry("articles.open", QT_TRANSLATE_NOOP("Actions", "Open the articles"), "Ctrl+Shift+E"),
    ActionEntry("articles.new", QT_TRANSLATE_NOOP("Actions", "Write a new article"), "Ctrl+N"),
    ActionEntry(
        "articles.save", QT_TRANSLATE_NOOP("Actions", "Save the article as a draft, or the site's settings"), "Ctrl+S"
    ),
    ActionEntry("articles.publish", QT_TRANSLATE_NOOP("Actions", "Publish the article"), "Ctrl+Shift+P"),
    ActionEntry("team.open", QT_TRANSLATE_NOOP("Actions", "Open the team's wall"), "F2"),
    ActionEntry("team.wall_mode", QT_TRANSLATE_NOOP("Actions", "Show the wall on the whole screen"), "F11"),
    ActionEntry("street.open", QT_TRANSLATE_NOOP("Actions", "Open the visitors on the sites"), "F7"),
    ActionEntry("archive.open", QT_TRANSLATE_NOOP("Actions", "Open the archive"), "F3"),
    ActionEntry("reports.open", QT_TRANSLATE_NOOP("Actions", "Open the figures"), "F4"),
    ActionEntry("staffing.open", QT_TRANSLATE_NOOP("Actions", "Open the staffing"), "F6"),
    ActionEntry("setup.open", QT_TRANSLATE_NOOP("Actions", "Set up sites"), "F12"),
    ActionEntry("window.status", QT_TRANSLATE_NOOP("Actions", "Change my status"), "Ctrl+Shift+S"),
    ActionEntry("window.side_column", QT_TRANSLATE_NOOP("Actions", "Show or hide the right column"), "F9"),
    ActionEntry("window.kept", QT_TRANSLATE_NOOP("Actions", "Show what is not sent yet"), "Ctrl+Shift+M"),
    ActionEntry("window.practice", QT_TRANSLATE_NOOP("Actions", "Practice…"), "Ctrl+Shift+T"),
    ActionEntry("window.preferences", QT_TRANSLATE_NOOP("Actions", "Preferences"), "Ctrl+,"),
    ActionEntry("window.shortcuts", QT_TRANSLATE_NOOP("Actions", "Keyboard shortcuts"), "F1"),
    ActionEntry("window.account", QT_TRANSLATE_NOOP("Actions", "Change account"), "Ctrl+Shift+L"),
    ActionEntry("window.sign_out", QT_TRANSLATE_NOOP("Actions", "Sign out"), "Ctrl+Shift+Q"),
    ActionEntry("window.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "Ctrl+Q"),
)

BY_ID = {entry.id: entry for entry in ACTIONS}


def action_title(action_id: str) -> str:
    """Return what the action does, in the window's language."""
    return QCoreApplication.translate("Actions", BY_ID[action_id].title)


def group_title(group: str) -> str:
    """Return the name of a group of actions, in the window's language."""
    return QCoreApplication.translate("Actions", GROUPS[group])


def sequence_of(settings: Settings, action_id: str) -> QKeySequence:
    """Return the key in force: the agent's own, else the default; empty when there is none."""
    own = settings.get(SHORTCUTS).get(action_id)
    text = own if isinstance(own, str) else BY_ID[action_id].default_key
    return QKeySequence.fromString(text, QKeySequence.SequenceFormat.PortableText)


def key_words(sequence: QKeySequence) -> str:
    """Return a key as the keyboard of this platform names it, such as ``Ctrl K``; empty when there is none."""
    text = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    plus = "+" if not text.endswith("++") else ""
    return text.replace(plus, " ") if plus and len(text) > 1 else text


def conflict_of(settings: Settings, action_id: str, sequence: QKeySequence) -> str | None:
    """Return the id of another action that has this key already, or None."""
    if sequence.isEmpty():
        return None
    for entry in ACTIONS:
        if entry.id != action_id and sequence_of(settings, entry.id) == sequence:
            return entry.id
    return None


def breaks_typing(sequence: QKeySequence) -> bool:
    """Tell whether a key would get in the way of writing: a bare letter, Alt+letter or Ctrl+Alt+letter (AltGr)."""
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText).split(", ")[0]
    if not text:
        return False
    *modifiers, key = text.split("+") if not text.endswith("+") else [*text[:-1].rstrip("+").split("+"), "+"]
    control = bool({"Ctrl", "Meta"} & set(modifiers))
    if len(key) > 1:  # a named key, such as F1 or Return
        return key in {"Return", "Enter", "Tab", "Backspace", "Space", "Del"} and not control
    if "Alt" in modifiers:
        return control or not key.isdigit()
    return not control
