"""The console's options: key, type, default and the key of its title; knows nothing of where values are kept."""

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Option(Generic[Value]):
    """One option.

    Attributes:
        key: Name in the file, ``group.name``.
        kind: Type of the value; a stored value of another type is ignored.
        default: Value until the agent chooses.
        choices: Allowed values, or empty for any.
    """

    def __init__(self, key: str, kind: type[Value], default: Value, choices: tuple[Value, ...] = ()) -> None:
        self.key = key
        self.kind = kind
        self.default = default
        self.choices = choices

    def accepts(self, value: object) -> bool:
        """Tell whether `value` may be stored."""
        return type(value) is self.kind and (not self.choices or value in self.choices)


LANGUAGE = Option("look.language", str, "system", ("system", "en", "nl"))
THEME = Option("look.theme", str, "system", ("system", "light", "dark"))
WINDOW_STATE = Option("look.window_state", dict, {})

ALERT_SOUND_NEW_CHAT = Option("alerts.sound_new_chat", bool, default=True)
ALERT_SOUND_MESSAGE = Option("alerts.sound_message", bool, default=True)
ALERT_SOUND_DEADLINE = Option("alerts.sound_deadline", bool, default=True)
ALERT_SOUND_OVERDUE = Option("alerts.sound_overdue", bool, default=True)
ALERT_SOUND_OFFER = Option("alerts.sound_offer", bool, default=True)
ALERT_SOUND_MENTION = Option("alerts.sound_mention", bool, default=True)
ALERT_SILENT_SITES = Option("alerts.silent_sites", list, [])
"""Ids of the sites whose chats make no sound."""
ALERT_VOLUME = Option("alerts.volume_percent", int, 70)
ALERT_ATTENTION = Option("alerts.window_attention", bool, default=True)
ALERT_BADGE = Option("alerts.badge", bool, default=True)

SHORTCUTS = Option("keys.shortcuts", dict, {})
"""Action id to key sequence in Qt's portable text; only what differs from the default."""

ACCOUNTS = Option("accounts.remembered", list, [])
"""Remembered accounts, newest first: ``{"server", "account", "agent", "token"}``; tokens are in the system keyring.

``token`` says only where the token was kept: ``keyring`` or ``memory``.
"""

PRESENCE_BUSY_MINUTES = Option("presence.busy_minutes", int, 5)
"""Without a key or the pointer for so long the agent is set to busy; 0 is never."""
PRESENCE_AWAY_MINUTES = Option("presence.away_minutes", int, 15)
"""As above, to a break."""
PRESENCE_AWAY_WHEN_LOCKED = Option("presence.away_when_locked", bool, default=True)

HOLDING_LINE_NL = Option("writing.holding_line_nl", str, "Ik zoek het even voor u op, een ogenblik.")
HOLDING_LINE_EN = Option("writing.holding_line_en", str, "Let me look that up for you, one moment.")
OWN_WORDS_OFF = Option("writing.own_words_off", list, [])
"""Ids of the sites at which answers are not compared with what was sent before."""
KNOWLEDGE_LANGUAGE = Option("knowledge.language", str, "chat", ("chat", "nl", "en"))
KNOWLEDGE_SENSE = Option("knowledge.sense", bool, default=False)
"""Meaning counts beside words in what is found, where the model for it is installed."""

STAFFING_HOURS = Option("staffing.hours", dict, {})
"""Department's id to the hours it is planned for: for each weekday ``[opens, closes]`` in minutes, or ``[]``."""

ALL: tuple[Option[object], ...] = tuple(value for value in dict(globals()).values() if isinstance(value, Option))
