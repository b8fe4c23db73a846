"""How a site's chats are answered: the response clock's limits, what happens when nobody reacts, who gets a chat."""

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtWidgets import QWidget

from operator_console.domain.people import Routing, RoutingPolicy, Site
from operator_console.domain.site_settings import SiteSettings
from operator_console.ui.setup.parts import Drafted, Number, Part
from operator_console.ui.setup.words import section

if TYPE_CHECKING:
    from operator_console.ui.kit.context import UiContext

LEAST_TARGET_S = 5


class AnsweringPart(Part):
    """Targets, escalation, and the basics of routing."""

    fields: tuple[str, ...] = ("targets", "escalation", "routing", "rules", "lease")

    def __init__(self, context: "UiContext", parent: QWidget) -> None:
        super().__init__(context, *section("answering"), parent)
        self._seconds: dict[str, Number] = {}
        self.add_group(self.tr("Response clock"))
        self._add("targets.target_s", self.tr("Reply within"), LEAST_TARGET_S)
        self._add("targets.warning_s", self.tr("Warn when so much is left"))
        self._add("targets.holding_s", self.tr("After a holding line"), LEAST_TARGET_S)
        self.add_group(self.tr("When nobody reacts"))
        self._add("escalation.wall_s", self.tr("Mark the chat on the wall after"), never=self.tr("never"))
        self._add("escalation.offer_s", self.tr("Offer it to a colleague after"), never=self.tr("never"))
        self._add("escalation.tell_s", self.tr("Tell the visitor that it takes longer after"), never=self.tr("never"))
        self.add_group(self.tr("Who gets a chat"))
        self._routing = self.choice(
            "site_routing",
            {
                Routing.AUTOMATIC: self.tr("It is given to somebody"),
                Routing.MANUAL: self.tr("Agents take it from the queue themselves"),
            },
        )
        self.add_row(self.tr("New chats"), self._routing, field="routing", wide=False)
        self._policy = self.choice(
            "site_policy",
            {
                RoutingPolicy.OURS: self.tr("Whose next deadline leaves most room"),
                RoutingPolicy.LEAST_BUSY: self.tr("Who has fewest chats"),
                RoutingPolicy.ROUND_ROBIN: self.tr("Everybody in turn"),
            },
        )
        self.add_row(self.tr("Who is preferred"), self._policy, field="rules.policy", wide=False)
        self._add(
            "rules.known_agent_s", self.tr("Wait for the agent whom the visitor knows"), never=self.tr("not at all")
        )
        self._add("rules.offer_s", self.tr("Time to accept a chat"), never=self.tr("given without asking"))
        self.column.addStretch(1)

    def show_values(self, site: Site, settings: SiteSettings) -> None:
        del settings
        for field, number in self._seconds.items():
            part, _, name = field.partition(".")
            number.set_value(round(getattr(getattr(site, part), name)))
        self._routing.choose(site.routing)
        self._policy.choose(site.rules.policy)

    def taken(self, site: Site, settings: SiteSettings) -> Drafted:
        changed = structs.replace(site, routing=Routing(self._routing.value))
        changed = structs.replace(
            changed, rules=structs.replace(changed.rules, policy=RoutingPolicy(self._policy.value))
        )
        for field, number in self._seconds.items():
            part, _, name = field.partition(".")
            before = getattr(changed, part)
            # What the box cannot show exactly stays as it is until somebody changes it.
            if number.value() != round(getattr(before, name)):
                changed = structs.replace(changed, **{part: structs.replace(before, **{name: float(number.value())})})
        return changed, settings

    def _add(self, field: str, title: str, least: int = 0, never: str = "") -> None:
        number = self.number(f"site_{field.replace('.', '_')}", least=least, unit=self.tr("s"), never=never)
        self._seconds[field] = number
        self.add_row(title, number, field=field, wide=False)
