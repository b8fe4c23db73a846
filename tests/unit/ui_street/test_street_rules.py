"""The rules of invitations: written, warned about, compared, tried and saved; nobody's changes are lost."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.site_settings import BotMode, SiteSettings
from operator_console.protocol.frames import Refusal
from operator_console.protocol.invitations import InvitationCount, TriedRule
from operator_console.protocol.sites import SiteState
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.street import StreetScreen
from operator_console.ui.street.condition_row import ConditionRow
from operator_console.ui.street.number_field import NumberField
from operator_console.ui.street.presets import presets
from operator_console.ui.street.share_chart import ShareChart
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_sites import FakeSites
from tests.fakes.fake_street import SITES_SHOWN
from tests.fakes.screen_stage import Stage

SITE = SITES_SHOWN[0].id
RULE = InvitationRule(
    id="ir_1",
    name="Long in the cart",
    conditions=(
        Condition(subject=Subject.PAGE, test=Test.CONTAINS, value="/cart"),
        Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="60"),
    ),
    texts=(
        InvitationText(id="a", words={"nl": "Hallo", "en": "Hello"}),
        InvitationText(id="b", words={"nl": "Dag", "en": "Hi"}),
    ),
)
Control = TypeVar("Control", bound=QWidget)


def on_stage(script: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test's script on the stage's own loop, where Qt's events are."""

    @wraps(script)
    def test(stage: Stage, **fixtures: object) -> None:
        stage.run(script(stage=stage, **fixtures))

    return test


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    made.site_setup = FakeSites(SITES_SHOWN)
    made.site_setup.kept[SITE] = SiteSettings(site_id=SITE, invitations=(RULE,), version=3)
    made.street.counts = (
        InvitationCount(rule_id="ir_1", text_id="a", shown=2_000, accepted=100, declined=40),
        InvitationCount(rule_id="ir_1", text_id="b", shown=2_000, accepted=200),
        InvitationCount(rule_id="", text_id="", shown=10, accepted=5),
    )
    return made


async def shown(stage: Stage, desk: FakeDesk) -> StreetScreen:
    screen = StreetScreen(stage.context, desk)
    stage.at_end(screen.close)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    screen.show_rules()
    await stage.rest()
    return screen


def part(screen: StreetScreen, kind: type[Control], name: str, place: int = 0) -> Control:
    found = [each for each in screen.widget.findChildren(kind, name) if each.isVisibleTo(screen.widget)]
    return found[place]


def said(screen: StreetScreen, name: str) -> str:
    return part(screen, PlainLabel, name).whole_text


def press(screen: StreetScreen, name: str, place: int = 0) -> None:
    part(screen, QAbstractButton, name, place).click()


@on_stage
async def test_rules_are_listed_with_how_they_do(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    words = part(screen, QListWidget, "rules_list").item(0).text()
    assert words.startswith("Long in the cart")
    assert "4,000" in words
    assert "7.5" in words
    assert "declined 40" in words
    assert "5" in said(screen, "rules_by_hand")
    assert not part(screen, QAbstractButton, "rules_save").isEnabled()
    assert part(screen, QLineEdit, "rule_name").text() == "Long in the cart"
    assert "Never within 30 days" in said(screen, "rule_manners")


@on_stage
async def test_texts_are_compared_and_the_deciding_rule_is_said(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    assert "Text B is accepted more often" in said(screen, "rule_verdict")
    chart = part(screen, ShareChart, "share_chart")
    assert "5.0" in chart.accessibleDescription()
    desk.street.counts = (InvitationCount(rule_id="ir_1", text_id="b", shown=8, accepted=3),)
    part(screen, QComboBox, "rules_days").activated.emit(0)
    await stage.until(lambda: "Too early" in said(screen, "rule_verdict"))
    desk.street.counts = None
    part(screen, QComboBox, "rules_days").activated.emit(0)
    await stage.until(lambda: "cannot be read" in said(screen, "rule_verdict"))


@on_stage
async def test_a_rule_is_changed_by_keyboard_and_saved(stage: Stage, desk: FakeDesk, qtbot: QtBot) -> None:
    screen = await shown(stage, desk)
    name = part(screen, QLineEdit, "rule_name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Cart")
    seconds = part(screen, NumberField, "condition_value")
    assert seconds.value == 60
    seconds.setFocus()
    seconds.selectAll()
    qtbot.keyClicks(seconds, "2x")
    qtbot.keyClick(seconds, Qt.Key.Key_Up)
    assert seconds.value == 3
    part(screen, QComboBox, "condition_unit").setCurrentIndex(1)
    part(screen, QComboBox, "condition_unit").activated.emit(1)
    words = part(screen, QPlainTextEdit, "text_words_nl")
    words.setPlainText("Hallo {name}")
    part(screen, QPlainTextEdit, "text_guests_nl").setPlainText("Hallo daar")
    assert "not saved" in said(screen, "rules_note")
    press(screen, "rules_save")
    await stage.until(lambda: said(screen, "rules_note") == "Saved")
    (kept,) = desk.site_setup.kept[SITE].invitations
    assert (kept.id, kept.name) == ("ir_1", "Cart")
    assert kept.conditions[1] == Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="180")
    assert kept.texts[0].words == {"nl": "Hallo {name}", "en": "Hello"}
    assert kept.texts[0].guest_words == {"nl": "Hallo daar"}
    assert desk.site_setup.kept[SITE].version == 4


@on_stage
async def test_each_subject_has_its_own_control(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    row = screen.widget.findChildren(ConditionRow)[0]
    subjects = row.findChild(QComboBox, "condition_subject")
    assert subjects is not None
    wanted = {
        Subject.CART_CENTS: NumberField,
        Subject.VISITS: NumberField,
        Subject.KNOWN: QComboBox,
        Subject.SEARCH_WORDS: QLineEdit,
    }
    for subject, kind in wanted.items():
        place = subjects.findData(subject.value)
        subjects.setCurrentIndex(place)
        subjects.activated.emit(place)
        assert isinstance(row.findChild(kind, "condition_value"), kind)
        assert row.condition.subject is subject
    money = subjects.findData(Subject.CART_CENTS.value)
    subjects.setCurrentIndex(money)
    subjects.activated.emit(money)
    spin = row.findChild(NumberField, "condition_value")
    assert spin is not None
    spin.setText("12.34")
    spin.textEdited.emit("12.34")
    assert row.condition.value == "1234"


@on_stage
async def test_warnings_are_said_while_one_writes(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    assert not screen.widget.findChild(PlainLabel, "rule_faults").isVisible()  # type: ignore[union-attr]  # it is there
    press(screen, "condition_add")
    await stage.rest()
    assert "Nothing is filled in" in said(screen, "rule_faults")
    field = part(screen, QLineEdit, "condition_value", 2)
    field.setText("/checkout/")
    field.textEdited.emit("/checkout/")
    assert "payment page" in said(screen, "rule_faults")
    press(screen, "condition_remove", 2)
    part(screen, QPlainTextEdit, "text_words_en", 1).setPlainText("")
    assert "Text B" in said(screen, "rule_faults")
    press(screen, "rules_undo")
    assert not screen.rules.unsaved


@on_stage
async def test_new_rules_begin_with_an_example_and_are_not_in_use(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    menu = screen.widget.findChild(QMenu, "preset_menu")
    assert menu is not None
    assert len(menu.actions()) == len(presets()) == 6
    menu.actions()[1].trigger()
    (_old, new) = (screen.rules._works[SITE]).rules
    assert not new.enabled
    assert [each.subject for each in new.conditions] == [Subject.PAGE, Subject.PAGE_S, Subject.CART_EVENT]
    part(screen, QListWidget, "rules_list").item(1).setCheckState(Qt.CheckState.Checked)
    assert screen.rules._works[SITE].rules[1].enabled
    press(screen, "rule_remove")
    assert not screen.rules.unsaved


@on_stage
async def test_a_dry_run_tries_the_rule_as_it_stands(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    part(screen, QLineEdit, "rule_name").setText("Other")
    part(screen, QLineEdit, "rule_name").textEdited.emit("Other")
    press(screen, "rule_try")
    await stage.until(lambda: "invited" in said(screen, "rule_tried"))
    (site_id, rule, days) = desk.street.asked[0]
    assert (site_id, rule.name, days) == (SITE, "Other", 30)
    plain = "".join(char for char in said(screen, "rule_tried") if char not in "\u2068\u2069")
    assert plain == (
        "It would have invited 34 of 812 visits of the last 30 days. The manners held 9 more back. "
        "Not recorded, so counted as met: Searches on the site."
    )
    part(screen, QPlainTextEdit, "text_words_nl").setPlainText("Anders")
    assert not part(screen, QAbstractButton, "rule_try").isHidden()
    label = screen.widget.findChild(PlainLabel, "rule_tried")
    assert label is not None
    assert not label.isVisible(), "what was tried was another rule"
    desk.street.tried = Refusal.UNAVAILABLE
    press(screen, "rule_try")
    await stage.until(lambda: label.isVisible() and "Trying" not in label.whole_text)
    desk.street.tried = TriedRule(visits=0, invited=0)
    press(screen, "rule_try")
    await stage.until(lambda: "No visits" in said(screen, "rule_tried"))


class Shared(FakeSites):
    """Somebody else saves first, once."""

    def __init__(self, theirs: Callable[[SiteSettings], SiteSettings]) -> None:
        super().__init__(SITES_SHOWN)
        self.theirs: Callable[[SiteSettings], SiteSettings] | None = theirs

    async def save(self, settings: SiteSettings) -> SiteState | Refusal:
        if self.theirs is not None:
            kept = self.kept[settings.site_id]
            self.kept[settings.site_id] = structs.replace(self.theirs(kept), version=kept.version + 1)
            self.theirs = None
        if settings.version != self.kept[settings.site_id].version:
            return Refusal.CONFLICT
        return await super().save(settings)


def other_settings(kept: SiteSettings) -> SiteSettings:
    return structs.replace(kept, bot=BotMode.FIRST)


def other_rules(kept: SiteSettings) -> SiteSettings:
    return structs.replace(kept, invitations=(structs.replace(RULE, name="Theirs"),))


async def conflicting(stage: Stage, desk: FakeDesk, theirs: Callable[[SiteSettings], SiteSettings]) -> StreetScreen:
    shared = Shared(theirs)
    shared.kept = desk.site_setup.kept
    desk.site_setup = shared
    screen = await shown(stage, desk)
    part(screen, QLineEdit, "rule_name").setText("Mine")
    part(screen, QLineEdit, "rule_name").textEdited.emit("Mine")
    press(screen, "rules_save")
    return screen


@on_stage
async def test_other_settings_of_others_are_kept_without_a_word(stage: Stage, desk: FakeDesk) -> None:
    screen = await conflicting(stage, desk, other_settings)
    await stage.until(lambda: said(screen, "rules_note") == "Saved")
    kept = desk.site_setup.kept[SITE]
    assert (kept.bot, kept.invitations[0].name) == (BotMode.FIRST, "Mine")


@on_stage
@pytest.mark.parametrize(
    "answer, server, here",
    [("mine", "Mine", "Mine"), ("theirs", "Theirs", "Theirs"), ("later", "Theirs", "Mine")],
)
async def test_whose_rules_stand_is_asked(stage: Stage, desk: FakeDesk, answer: str, server: str, here: str) -> None:
    screen = await conflicting(stage, desk, other_rules)
    await stage.until(lambda: screen.widget.findChild(SheetDialog, "rules_conflict") is not None)
    sheet = screen.widget.findChild(SheetDialog, "rules_conflict")
    assert sheet is not None
    await stage.until(sheet.isVisible)
    sheet.finish(answer)
    await stage.until(lambda: said(screen, "rules_note") != "Saving…")
    await stage.rest()
    assert desk.site_setup.kept[SITE].invitations[0].name == server
    assert part(screen, QLineEdit, "rule_name").text() == here
    assert screen.rules.unsaved is (answer == "later")


@on_stage
async def test_unsaved_changes_stay_over_sites_tabs_and_troubles(stage: Stage, desk: FakeDesk) -> None:
    screen = await shown(stage, desk)
    part(screen, QLineEdit, "rule_name").setText("Mine")
    part(screen, QLineEdit, "rule_name").textEdited.emit("Mine")
    desk.site_setup.reachable = False
    press(screen, "rules_save")
    await stage.until(lambda: said(screen, "rules_note").startswith("Not saved"))
    sites = part(screen, QComboBox, "rules_site")
    other = sites.findData(str(SITES_SHOWN[1].id))
    sites.setCurrentIndex(other)
    sites.activated.emit(other)
    await stage.rest()
    assert screen.widget.findChild(QWidget, "state_title") is not None
    back = sites.findData(str(SITE))
    sites.setCurrentIndex(back)
    sites.activated.emit(back)
    await stage.rest()
    screen.hide()
    screen.show()
    screen.show_rules()
    assert part(screen, QLineEdit, "rule_name").text() == "Mine"
    assert screen.rules.unsaved


@on_stage
async def test_conditions_of_a_newer_version_are_kept_as_they_are(stage: Stage, desk: FakeDesk) -> None:
    newer = Condition(subject=Subject.UNKNOWN, test=Test.UNKNOWN, value="<b>x</b>")
    rule = structs.replace(RULE, conditions=(newer,))
    desk.site_setup.kept[SITE] = SiteSettings(site_id=SITE, invitations=(rule,))
    screen = await shown(stage, desk)
    assert "newer version" in said(screen, "rule_faults")
    part(screen, QLineEdit, "rule_name").setText("x")
    part(screen, QLineEdit, "rule_name").textEdited.emit("x")
    edited = screen.rules.view.editor.rule
    assert edited is not None
    assert edited.conditions == (newer,)


@on_stage
async def test_only_leads_have_the_rules(stage: Stage, desk: FakeDesk) -> None:
    desk.site_setup = FakeSites(SITES_SHOWN, can_set_up=False)
    screen = StreetScreen(stage.context, desk)
    stage.at_end(screen.close)
    await stage.show(screen.widget, 968, 660)
    screen.show()
    await asyncio.sleep(0)
    button = screen.widget.findChild(QAbstractButton, "tab_rules")
    assert button is not None
    assert not button.isVisible()
    screen.show_rules()
    assert not screen.rules.view.isVisible()
