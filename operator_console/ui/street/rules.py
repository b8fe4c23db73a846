"""Keeps a site's invitation rules: what is changed here and not saved, saving it, figures, dry runs; paints nothing."""

from msgspec import structs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from operator_console.domain.ids import SiteId
from operator_console.domain.invitation_checks import faults_of
from operator_console.domain.invitations import InvitationRule
from operator_console.domain.inviting import MAX_RULES
from operator_console.domain.site_settings import SiteSettings
from operator_console.domain.text_comparison import TextCount, judge, text_count
from operator_console.protocol.invitations import InvitationCount
from operator_console.protocol.refusal import Refusal
from operator_console.ui.kit.context import UiContext
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.transcript.ending import end_scope
from operator_console.ui.kit.transcript.shown_text import filled
from operator_console.ui.kit.words import refusal_words
from operator_console.ui.ports import DeskDoor
from operator_console.ui.street.presets import presets
from operator_console.ui.street.rule_words import (
    count_words,
    fault_words,
    short_count_words,
    text_letter,
    text_title,
    tried_words,
    verdict_words,
)
from operator_console.ui.street.rules_view import RuleLine, RulesView

MAX_MERGES = 3
"""Tries to save over others' changes of other settings, before the lead is asked."""


class _Work:
    """One site's rules as they stand here.

    Attributes:
        base: What the server has, as it was last read or saved.
        rules: With what is changed here.
        counts: How invitations did; None when that cannot be had.
    """

    __slots__ = ("base", "chosen", "counts", "rules")

    def __init__(self, base: SiteSettings) -> None:
        self.base = base
        self.rules = list(base.invitations)
        self.chosen = 0
        self.counts: tuple[InvitationCount, ...] | None = None

    @property
    def unsaved(self) -> bool:
        """Tell whether something is changed."""
        return tuple(self.rules) != self.base.invitations

    @property
    def rule(self) -> InvitationRule | None:
        """The rule that is written."""
        return self.rules[self.chosen] if 0 <= self.chosen < len(self.rules) else None


class Rules(QObject):
    """The presenter of the second tab; the page owns it and closes it. Changes stay until they are saved or undone."""

    def __init__(self, context: UiContext, desk: DeskDoor) -> None:
        super().__init__()
        self._context = context
        self._desk = desk
        self._scope = context.scope.child("rules")
        self._works: dict[SiteId, _Work] = {}
        self._site_id: SiteId | None = None
        self._said = ""
        self._presets = presets()
        self.view = view = RulesView(context, [preset.title for preset in self._presets])
        view.site_chosen.connect(self._on_site)
        view.days_chosen.connect(self._read_figures)
        view.rule_chosen.connect(self._on_rule)
        view.enabled_changed.connect(self._on_enabled)
        view.add_requested.connect(self._on_add)
        view.remove_requested.connect(self._on_remove)
        view.save_requested.connect(self.save)
        view.undo_requested.connect(self._on_undo)
        view.retry_requested.connect(self.show)
        view.editor.changed.connect(self._on_edited)
        view.editor.try_requested.connect(self._on_try)

    @property
    def unsaved(self) -> bool:
        """Tell whether any site's rules are changed and not saved."""
        return any(work.unsaved for work in self._works.values())

    def show(self) -> None:
        """The tab comes on screen: what is not changed here is read anew."""
        sites = self._desk.site_setup.sites()
        self.view.show_sites(sites)
        site_id = self.view.site_id
        if site_id is None:
            self.view.show_state("info", self.tr("There is no site to set up"))
            return
        self._site_id = site_id
        work = self._works.get(site_id)
        if work is not None:
            self._show_work()
        else:
            self.view.show_state("loader-circle", self.tr("Reading the rules…"))
        if work is None or not work.unsaved:
            self._scope.start(self._read(site_id), name="read", exclusive=True)

    def close(self) -> None:
        """End tasks; harmless when called again."""
        end_scope(self._scope, self._context.scope)

    # -------------------------------------------------------------------------------------------- state

    @property
    def _work(self) -> _Work | None:
        return self._works.get(self._site_id) if self._site_id is not None else None

    async def _read(self, site_id: SiteId) -> None:
        state = await self._desk.site_setup.settings(site_id)
        known = self._works.get(site_id)
        if known is not None and known.unsaved:
            return  # somebody began to write meanwhile
        if state is None and known is None:
            words = self.tr("Rules are kept on the server, which cannot be asked now.")
            self.view.show_state("wifi-off", self.tr("The rules cannot be read now"), words, self.tr("Try again"))
            return
        if state is not None and (known is None or known.base != state.settings):
            work = self._works[site_id] = _Work(state.settings)
            if known is not None:
                work.chosen, work.counts = min(known.chosen, max(0, len(work.rules) - 1)), known.counts
        if site_id == self._site_id:
            self._said = ""
            self._show_work()
            await self._figures(site_id)

    def _read_figures(self) -> None:
        if self._site_id is not None:
            self._scope.start(self._figures(self._site_id), name="figures", exclusive=True)

    async def _figures(self, site_id: SiteId) -> None:
        found = await self._desk.street.figures(site_id, self.view.days)
        work = self._works.get(site_id)
        if work is not None:
            work.counts = found.counts if found is not None else None
        if site_id == self._site_id:
            self._show_list()
            self._show_counts()

    def _show_work(self) -> None:
        """Show the rules and, anew, the one that is written."""
        work = self._work
        if work is None:
            return
        self._show_list()
        if work.rule is not None:
            self.view.editor.show_rule(work.rule)
            self._show_faults()
            self._show_counts()
        self._show_unsaved()

    def _show_list(self) -> None:
        work = self._work
        if work is None:
            return
        lines = [RuleLine(rule.name, self._figure_words(rule), enabled=rule.enabled) for rule in work.rules]
        self.view.show_rules(lines, work.chosen if work.rules else -1)
        self.view.allow_more(len(work.rules) < MAX_RULES)
        by_hand = [count for count in work.counts or () if not count.rule_id]
        words = ""
        if by_hand:
            told = self._sum("", by_hand)
            words = filled(self.tr("By hand: %1"), short_count_words(told, self._context.locale))
        self.view.show_by_hand(words)

    def _figure_words(self, rule: InvitationRule) -> str:
        work = self._work
        if work is None or work.counts is None:
            return self.tr("figures cannot be had now")
        told = self._sum("", [count for count in work.counts if count.rule_id == rule.id])
        return short_count_words(told, self._context.locale)

    def _sum(self, text_id: str, counts: list[InvitationCount]) -> TextCount:
        shown = sum(count.shown for count in counts)
        accepted = sum(count.accepted for count in counts)
        return text_count(text_id, shown, accepted, sum(count.declined for count in counts))

    def _show_counts(self) -> None:
        work = self._work
        rule = work.rule if work is not None else None
        if work is None or rule is None:
            return
        if work.counts is None:
            self.view.editor.show_counts((), (), self.tr("How they do cannot be read now."))
            return
        mine = [count for count in work.counts if count.rule_id == rule.id]
        counts = [self._sum(text.id, [each for each in mine if each.text_id == text.id]) for text in rule.texts]
        locale = self._context.locale
        lines = [f"{text_title(place)}: {count_words(count, locale)}" for place, count in enumerate(counts)]
        verdict, text_id = judge(counts)
        place = next((place for place, text in enumerate(rule.texts) if text.id == text_id), 0)
        self.view.editor.show_counts(counts, lines, verdict_words(verdict, text_letter(place)))

    def _show_faults(self) -> None:
        work = self._work
        rule = work.rule if work is not None else None
        if work is not None and rule is not None:
            faults = faults_of(rule, work.base.payment_pages)
            lines = [fault_words(fault, rule, self._context.locale) for fault in faults]
            self.view.editor.show_faults(lines, stops=any(fault.stops for fault in faults))

    def _show_unsaved(self, *, busy: bool = False, bad: bool = False) -> None:
        work = self._work
        unsaved = work is not None and work.unsaved
        words = self._said or (self.tr("Changes are not saved yet; they stay here until you do.") if unsaved else "")
        self.view.show_unsaved(words, bad=bad, unsaved=unsaved, busy=busy)

    # -------------------------------------------------------------------------------------------- wishes

    def _on_site(self) -> None:
        self._said = ""
        self.show()

    def _on_rule(self, place: int) -> None:
        work = self._work
        if work is not None and 0 <= place < len(work.rules) and place != work.chosen:
            work.chosen = place
            self.view.editor.show_rule(work.rules[place])
            self._show_faults()
            self._show_counts()

    def _on_enabled(self, place: int, enabled: bool) -> None:
        work = self._work
        if work is None or not 0 <= place < len(work.rules) or work.rules[place].enabled is enabled:
            return
        work.rules[place] = structs.replace(work.rules[place], enabled=enabled)
        if place == work.chosen:
            self.view.editor.show_enabled(enabled)
        self._changed()

    def _on_edited(self) -> None:
        work, rule = self._work, self.view.editor.rule
        if work is None or rule is None or work.rule is None or rule.id != work.rule.id:
            return
        texts = [text.id for text in work.rule.texts] != [text.id for text in rule.texts]
        work.rules[work.chosen] = rule
        self.view.editor.show_tried("")  # what was tried was another rule
        self._show_faults()
        if texts:
            self._show_counts()
        self._changed()

    def _changed(self) -> None:
        self._said = ""
        self._show_list()
        self._show_unsaved()

    def _on_add(self, number: int) -> None:
        work = self._work
        if work is None or len(work.rules) >= MAX_RULES or not 0 <= number < len(self._presets):
            return
        work.rules.append(self._presets[number].make())
        work.chosen = len(work.rules) - 1
        self._said = ""
        self._show_work()
        self.view.editor.focus_name()

    def _on_remove(self) -> None:
        work = self._work
        if work is not None and work.rule is not None:
            del work.rules[work.chosen]
            work.chosen = min(work.chosen, max(0, len(work.rules) - 1))
            self._said = ""
            self._show_work()
            self.view.focus_list()

    def _on_undo(self) -> None:
        work = self._work
        if work is not None:
            self._take(work, work.base)
            self._said = ""
            self._show_work()
            self.view.focus_list()

    def _take(self, work: _Work, base: SiteSettings) -> None:
        work.base, work.rules = base, list(base.invitations)
        work.chosen = min(work.chosen, max(0, len(work.rules) - 1))

    # -------------------------------------------------------------------------------------------- trying

    def _on_try(self, days: int) -> None:
        work = self._work
        if work is not None and work.rule is not None and self._site_id is not None:
            self.view.editor.show_tried(self.tr("Trying it on recorded visits…"), busy=True)
            self._scope.start(self._try(self._site_id, work.rule, days), name="try", exclusive=True)

    async def _try(self, site_id: SiteId, rule: InvitationRule, days: int) -> None:
        tried = await self._desk.street.try_rule(site_id, rule, days)
        work = self._work
        if site_id != self._site_id or work is None or work.rule is not rule:
            self.view.editor.show_tried("")
            return
        if isinstance(tried, Refusal):
            self.view.editor.show_tried(refusal_words(tried), bad=True)
        else:
            self.view.editor.show_tried(tried_words(tried, days, self._context.locale))

    # -------------------------------------------------------------------------------------------- saving

    def save(self) -> None:
        """Save this site's rules; nothing happens when they are as the server has them."""
        work = self._work
        if work is not None and work.unsaved and self._site_id is not None:
            self._said = self.tr("Saving…")
            self._show_unsaved(busy=True)
            self._scope.start(self._save(self._site_id, work), name="save", exclusive=True)

    async def _save(self, site_id: SiteId, work: _Work) -> None:
        """Save, and bring together what others have changed meanwhile: other settings silently, rules by asking."""
        said, bad = "", True
        for _ in range(MAX_MERGES):
            wished = structs.replace(work.base, invitations=tuple(work.rules))
            answer = await self._desk.site_setup.save(wished)
            if not isinstance(answer, Refusal):
                work.base = answer.settings
                said, bad = self.tr("Saved"), False
                break
            if answer is not Refusal.CONFLICT:
                said = filled(self.tr("Not saved: %1"), refusal_words(answer))
                break
            theirs = await self._desk.site_setup.settings(site_id)
            if theirs is None:
                said = filled(self.tr("Not saved: %1"), refusal_words(Refusal.UNAVAILABLE))
                break
            if theirs.settings.invitations != work.base.invitations and not await self._mine(work, theirs.settings):
                said, bad = "", False
                break
            work.base = theirs.settings
        self._said = said
        if site_id == self._site_id:
            self._show_list()
            self._show_unsaved(bad=bad and bool(said))

    async def _mine(self, work: _Work, theirs: SiteSettings) -> bool:
        """Ask whose rules shall stand; False when theirs were taken, or nothing was decided."""
        window: QWidget = self.view.window()
        sheet = SheetDialog(self._context, self.tr("Somebody else has changed these rules meanwhile"), window)
        sheet.setObjectName("rules_conflict")
        sheet.add_text(
            filled(
                self.tr("The server has %1 rules now, you have %2. Yours replace theirs, or theirs replace yours."),
                self._context.locale.toString(len(theirs.invitations)),
                self._context.locale.toString(len(work.rules)),
            )
        )
        sheet.add_button("later", self.tr("Decide later"))
        sheet.add_button("theirs", self.tr("Take theirs"))
        sheet.add_button("mine", self.tr("Keep mine"), "primary", default=True)
        try:
            answer = await sheet.asked()
        finally:
            sheet.setParent(None)  # gone for whoever looks for an open sheet
            sheet.deleteLater()
        if answer == "theirs":
            self._take(work, theirs)
            self._show_work()
        return answer == "mine"
