"""What visitors are offered when nobody is there, and after a chat; decides nothing."""

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QCheckBox, QWidget

from operator_console.domain.people import Site
from operator_console.domain.site_checks import MAX_STARS
from operator_console.domain.site_settings import BotMode, SiteSettings
from operator_console.ui.setup.parts import Drafted, Part
from operator_console.ui.setup.words import bot_words, section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext


class AwayPart(Part):
    """The bot, call-back requests, messages."""

    fields: tuple[str, ...] = ("bot", "call_back", "message")

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("away"), parent)
        self._bot = self.choice("away_bot", bot_words())
        self.add_row(
            self.tr("The knowledge bot answers"),
            self._bot,
            field="bot",
            hint=self.tr("It says that it is a bot, answers from your articles only, and always offers a person."),
        )
        self._call_back = QCheckBox(self.tr("Visitors can ask to be called back"), self)
        self._call_back.setObjectName("away_call_back")
        self.add_tick(self._call_back)
        self._message = QCheckBox(self.tr("Visitors can leave a message"), self)
        self._message.setObjectName("away_message")
        self.add_tick(self._message)
        self._nothing = self.note(self.tr("With none of these, visitors only read that nobody is there."), role="warn")
        self.column.addWidget(self._nothing)
        self.column.addStretch(1)
        for tick in (self._call_back, self._message):
            tick.toggled.connect(self._warn)
        self._bot.currentIndexChanged.connect(self._warn)

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del site
        self._bot.choose(settings.bot)
        self._call_back.setChecked(settings.call_back)
        self._message.setChecked(settings.message)
        self._warn()

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        return site, structs.replace(
            settings,
            bot=BotMode(self._bot.value),
            call_back=self._call_back.isChecked(),
            message=self._message.isChecked(),
        )

    def _warn(self, *_value: object) -> None:
        offered = self._call_back.isChecked() or self._message.isChecked() or self._bot.value != BotMode.OFF
        self._nothing.setVisible(not offered)


class AfterPart(Part):
    """Rating and transcript."""

    fields: tuple[str, ...] = ("rating", "low_stars", "mail_transcript")

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("after"), parent)
        self._rating = QCheckBox(self.tr("Ask for a rating: stars, a line of text, and whether it was solved"), self)
        self._rating.setObjectName("after_rating")
        self.add_tick(self._rating)
        self._low = self.number("after_low_stars", most=MAX_STARS, never=self.tr("never"))
        self.add_row(self.tr("Alert the leads at this many stars or fewer"), self._low, field="low_stars", wide=False)
        self._mail = QCheckBox(self.tr("Visitors can have the transcript sent by e-mail"), self)
        self._mail.setObjectName("after_mail")
        self.add_tick(self._mail, hint=self.tr("Needs a mail server; the server's administrator sets that."))
        self.column.addStretch(1)
        self._rating.toggled.connect(self._low.setEnabled)

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del site
        self._rating.setChecked(settings.rating)
        self._low.set_value(settings.low_stars)
        self._low.setEnabled(settings.rating)
        self._mail.setChecked(settings.mail_transcript)

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        return site, structs.replace(
            settings,
            rating=self._rating.isChecked(),
            low_stars=self._low.value(),
            mail_transcript=self._mail.isChecked(),
        )
