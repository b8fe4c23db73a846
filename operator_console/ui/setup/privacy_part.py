"""Consent, how long things are kept, and where nobody is invited; decides nothing."""

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.domain.people import Site
from operator_console.domain.site_checks import MAX_DAYS
from operator_console.domain.site_settings import ConsentMode, Retention, SiteSettings
from operator_console.ui.setup.parts import Drafted, Number, Part, set_text
from operator_console.ui.setup.words import consent_words, section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

MAX_PAGES_CHARS = 2_000


class PrivacyPart(Part):
    """What a site keeps of its visitors."""

    fields: tuple[str, ...] = ("consent", "retention", "payment_pages")

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("privacy"), parent)
        self._consent = self.choice("privacy_consent", consent_words())
        self.add_row(
            self.tr("Consent"),
            self._consent,
            field="consent",
            hint=self.tr("The words of the question stand in the section Texts."),
        )
        self.add_group(self.tr("How long things are kept"))
        self._days = {
            "chats": self.tr("Chats with their files, from when they were closed"),
            "visits": self.tr("Visits without a chat"),
            "contacts": self.tr("Names and addresses, from the last visit"),
        }
        self._numbers = {name: self._days_box(name) for name in self._days}
        for name, words in self._days.items():
            self.add_row(words, self._numbers[name], field=f"retention.{name}", wide=False)
        self.column.addWidget(self.note(self.tr("What is older is erased and cannot be brought back."), role="warn"))
        self.add_group(self.tr("Payment"))
        self._pages = self.line("privacy_payment_pages", MAX_PAGES_CHARS)
        self.add_row(
            self.tr("Nobody is invited on pages whose address contains"),
            self._pages,
            field="payment_pages",
            hint=self.tr("Words with commas between them."),
        )
        self.column.addStretch(1)

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del site
        self._consent.choose(settings.consent)
        for name, number in self._numbers.items():
            number.set_value(getattr(settings.retention, name))
        set_text(self._pages, ", ".join(settings.payment_pages))

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        words = (word.strip() for word in self._pages.text().split(","))
        return site, structs.replace(
            settings,
            consent=ConsentMode(self._consent.value),
            retention=Retention(**{name: number.value() for name, number in self._numbers.items()}),
            payment_pages=tuple(word for word in words if word),
        )

    def _days_box(self, name: str) -> Number:
        return self.number(f"privacy_{name}", most=MAX_DAYS, unit=self.tr("days"), never=self.tr("for ever"))
