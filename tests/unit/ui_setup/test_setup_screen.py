"""The sites' page: filled without a change, saved, conflicts settled, nothing typed lost, files, keys, leaving."""

from collections.abc import Callable, Coroutine
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QWidget

from operator_console.backends.native.site_page import PageLook, PageWord
from operator_console.domain.ids import SiteId
from operator_console.domain.people import Routing, Site
from operator_console.domain.response_clock import ClockTargets
from operator_console.domain.script_tag import FoundTag
from operator_console.domain.site_file import write_file
from operator_console.domain.site_settings import ConsentMode, Retention, SiteSettings, SiteTexts
from operator_console.protocol.refusal import Refusal
from operator_console.protocol.sites import Installation, SeenOrigin
from operator_console.ui.kit.dialog import SheetDialog
from operator_console.ui.kit.notice import Notice
from operator_console.ui.kit.plain_label import PlainLabel
from operator_console.ui.kit.state_page import StatePage
from operator_console.ui.setup import SetupScreen
from operator_console.ui.setup.form_part import FieldCard
from operator_console.ui.setup.hours_part import ExceptionRow
from operator_console.ui.shell import ShellWindow
from operator_console.ui.shell.pages import PAGES, SETUP
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_sites import NOW, FakeSites
from tests.fakes.screen_stage import Stage
from tests.gallery.setup import BIKES, JUMP, SETTINGS, door_of

Kind = TypeVar("Kind", bound=QWidget)


def on_stage(script: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test's script on the stage's own loop, where Qt's events are."""

    @wraps(script)
    def test(stage: Stage, **fixtures: object) -> None:
        stage.run(script(stage=stage, **fixtures))

    return test


@pytest.fixture
def door() -> FakeSites:
    return door_of(BIKES, JUMP)


class Page:
    """The page on a stage, with what people do there."""

    def __init__(self, stage: Stage, door: FakeSites) -> None:
        self.stage = stage
        self.door = door
        self.notices: list[Notice] = []
        stage.context.notices.posted.connect(self.notices.append)
        desk = FakeDesk()
        desk.site_setup = door
        self.screen = SetupScreen(stage.context, desk)
        stage.at_end(self.screen.close)

    async def open(self) -> "Page":
        await self.stage.show(self.screen.widget, 968, 660)
        self.screen.show()
        await self.stage.until(lambda: not self.screen._busy)
        return self

    def is_unsaved(self) -> bool:
        return self.screen.unsaved

    def find(self, kind: type[Kind], name: str) -> Kind:
        found = self.screen.widget.findChild(kind, name)
        assert found is not None, name
        return found

    def line(self, name: str) -> QLineEdit:
        return self.find(QLineEdit, name)

    def press(self, name: str) -> None:
        self.find(QPushButton, name).click()

    @property
    def sheet(self) -> SheetDialog | None:
        return next((each for each in self.screen.widget.findChildren(SheetDialog) if each.isVisible()), None)

    async def answer(self, key: str) -> SheetDialog:
        """Press a button of the sheet that comes up."""
        await self.stage.until(lambda: self.sheet is not None)
        sheet = self.sheet
        assert sheet is not None
        button = sheet.findChild(QPushButton, key)
        assert button is not None
        button.click()
        return sheet

    async def idle(self) -> None:
        await self.stage.until(lambda: not self.screen._busy and self.sheet is None)

    async def save(self) -> None:
        self.press("setup_save")
        await self.idle()

    def kept(self, site_id: SiteId = BIKES.id) -> SiteSettings:
        return self.door.kept.get(site_id) or SiteSettings(site_id=site_id)

    def site(self, site_id: SiteId = BIKES.id) -> Site:
        return next(site for site in self.door.sites() if site.id == site_id)

    def said(self) -> str:
        labels = self.screen.widget.findChildren(PlainLabel)
        return "\n".join(label.whole_text for label in labels if label.isVisible())


# -- showing


@pytest.mark.parametrize(
    "settings",
    [
        SETTINGS,
        SiteSettings(site_id=BIKES.id),
        structs.replace(
            SETTINGS, hours=None, holidays={}, consent=ConsentMode.ASKED, low_stars=0, payment_pages=(),
            retention=Retention(chats=365, visits=0, contacts=30), rating=False, message=False, version=9,
        ),
    ],
    ids=["full", "defaults", "other"],
)  # fmt: skip
@on_stage
async def test_showing_a_site_changes_nothing(stage: Stage, door: FakeSites, settings: SiteSettings) -> None:
    door.kept[BIKES.id] = settings
    odd = structs.replace(BIKES, targets=ClockTargets(target_s=12.5), routing=Routing.MANUAL, typing_preview=False)
    door.change_site(BIKES.id, **{name: getattr(odd, name) for name in ("targets", "routing", "typing_preview")})
    page = await Page(stage, door).open()
    assert page.screen._view.taken(odd, settings) == (odd, settings)
    assert not page.is_unsaved()
    assert not page.find(QPushButton, "setup_save").isEnabled()


@on_stage
async def test_sites_that_cannot_be_read_are_read_again(stage: Stage, door: FakeSites) -> None:
    door.reachable = False
    page = await Page(stage, door).open()
    state = page.screen._view.state
    assert isinstance(state, StatePage)
    assert "cannot be read" in page.said()
    door.reachable = True
    state.action_requested.emit()
    await page.idle()
    assert page.line("site_name").text() == "Fietsenwereld"


@on_stage
async def test_without_any_site_somebody_can_begin(stage: Stage) -> None:
    page = await Page(stage, FakeSites()).open()
    assert "There is no site to set up" in page.said()


# -- saving


@on_stage
async def test_what_is_changed_is_saved_and_nothing_else(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.line("site_name").setText("De Fietsenwereld")
    page.find(QPlainTextEdit, "text_nl_greeting").setPlainText("Dag!")
    assert page.is_unsaved()
    await page.save()
    assert page.site() == structs.replace(BIKES, name="De Fietsenwereld")
    texts = {**SETTINGS.texts, "nl": structs.replace(SETTINGS.texts["nl"], greeting="Dag!")}
    assert page.kept() == structs.replace(SETTINGS, texts=texts, version=1)
    assert not page.is_unsaved()
    sites = page.find(QListWidget, "setup_sites")
    assert [sites.item(row).text() for row in range(sites.count())] == ["De Fietsenwereld", "Skyjump"]


@on_stage
async def test_faults_are_said_at_their_field_and_nothing_is_saved(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.line("site_address").setText("javascript:alert(1)")
    page.line("hours_day_0").setText("9 tot 5")
    await page.save()
    assert (page.site(), page.kept()) == (BIKES, SETTINGS)
    assert "This is no web address" in page.said()
    assert page.line("site_address").property("wrong")
    sections = page.find(QListWidget, "setup_sections")
    spoken = [sections.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(sections.count())]
    assert [text for text in spoken if "wrong" in text] == [
        "Site, something is wrong here",
        "Opening hours, something is wrong here",
    ]
    page.line("site_address").setText("https://a.example")
    page.line("hours_day_0").setText("9-17")
    await page.save()
    assert page.site().base_url == "https://a.example"
    hours = page.kept().hours
    assert hours is not None
    assert [(span.opens, span.closes) for span in hours.weekly[0]] == [(540, 1020)]


@on_stage
async def test_what_was_typed_stays_when_the_server_cannot_be_reached(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.line("site_name").setText("Anders")
    door.reachable = False
    await page.save()
    assert "cannot be reached" in page.notices[-1].text
    assert (page.line("site_name").text(), page.screen.unsaved) == ("Anders", True)
    door.reachable = True
    action = page.notices[-1].action
    assert action is not None
    action()
    await stage.until(lambda: page.site().name == "Anders")


@on_stage
async def test_mine_goes_on_top_of_theirs(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.find(QCheckBox, "after_mail").setChecked(False)
    page.line("site_name").setText("Mijn naam")
    door.change(BIKES.id, low_stars=4, mail_transcript=True)
    door.change_site(BIKES.id, colour="#123456")
    page.press("setup_save")
    sheet = await page.answer("mine")
    rows = sheet.findChild(QListWidget, "change_list")
    assert rows is not None
    told = [rows.item(row).text() for row in range(rows.count())]
    assert told == ["Colour: “#0f766e” → “#123456”", "Alert at few stars: 2 → 4"]
    await page.idle()
    assert (page.site().name, page.site().colour) == ("Mijn naam", "#123456")
    assert (page.kept().low_stars, page.kept().mail_transcript) == (4, False)
    assert not page.is_unsaved()


@on_stage
async def test_theirs_can_be_taken_and_later_is_a_choice(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.find(QCheckBox, "after_mail").setChecked(False)
    door.change(BIKES.id, low_stars=4)
    page.press("setup_save")
    await page.answer("later")
    await page.idle()
    assert page.is_unsaved()
    page.press("setup_save")
    await page.answer("theirs")
    await page.idle()
    assert not page.is_unsaved()
    assert (page.kept().low_stars, page.kept().mail_transcript) == (4, True)
    assert page.find(QCheckBox, "after_mail").isChecked()


# -- leaving


@on_stage
async def test_another_site_is_not_shown_before_the_answer(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    sites = page.find(QListWidget, "setup_sites")
    page.line("site_name").setText("Anders")
    sites.setCurrentRow(1)
    await page.answer("stay")
    await page.idle()
    assert (sites.currentRow(), page.line("site_name").text()) == (0, "Anders")
    sites.setCurrentRow(1)
    await page.answer("discard")
    await page.idle()
    assert (sites.currentRow(), page.line("site_name").text()) == (1, "Skyjump")
    assert page.site().name == "Fietsenwereld"


@on_stage
async def test_leaving_asks_and_going_by_another_key_keeps(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    left: list[bool] = []
    page.screen.leave_requested.connect(lambda: left.append(True))
    page.line("site_name").setText("Anders")
    page.screen.back()
    await page.answer("save")
    await stage.until(lambda: left == [True])
    assert page.site().name == "Anders"
    page.line("site_name").setText("Nog anders")
    page.screen.hide()
    assert "are not saved" in page.notices[-1].text
    page.screen.show()
    await stage.rest()
    assert page.line("site_name").text() == "Nog anders"


# -- hours and form


@on_stage
async def test_public_holidays_are_filled_in_once(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    rows = len(page.screen.widget.findChildren(ExceptionRow))
    year = page.screen._view.parts["hours"]._year  # type: ignore[attr-defined]  # of this section
    year.choose("2027")
    for _ in range(2):
        page.press("hours_holidays")
    await page.save()
    hours = page.kept().hours
    assert hours is not None
    assert len(hours.exceptions) == rows + 10
    assert hours.exceptions[date(2027, 3, 28)] == ()
    assert page.kept().holidays["2027-03-28"] == "Eerste paasdag"
    assert page.kept().holidays["2026-12-31"] == "Oudejaarsdag"


@on_stage
async def test_fields_of_the_form_are_added_moved_and_removed(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.press("form_add_email")
    cards = page.screen.widget.findChildren(FieldCard)
    cards[2].moved.emit(-1)
    cards[2].moved.emit(-1)
    cards[2].moved.emit(-1)
    cards[0].remove_requested.emit()
    await page.save()
    assert [field.key for field in page.kept().form] == ["email", "topic"]
    page.press("form_add")
    await page.save()
    assert len(page.kept().form) == 2
    assert "Something has to stand here." in page.said()


# -- a new site, files


@on_stage
async def test_a_new_site_is_made_and_shows_how_to_install_it(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.press("setup_new")
    await stage.until(lambda: page.sheet is not None)
    page.line("new_site_name").setText("Bakker Bol")
    page.press("make")
    assert "Something has to stand here" in page.said()
    page.line("new_site_address").setText("https://www.bakkerbol.example/winkel")
    assert page.line("new_site_id").text() == "bakker-bol"
    page.press("make")
    await page.idle()
    made = page.site(SiteId("bakker-bol"))
    assert (made.name, made.origins) == ("Bakker Bol", ("https://www.bakkerbol.example",))
    assert 'data-site="bakker-bol"' in page.line("install_tag").text()
    assert page.line("install_tag").isVisible()


@on_stage
async def test_a_file_says_what_it_would_change_before_it_does(stage: Stage, door: FakeSites, tmp_path: Path) -> None:
    page = await Page(stage, door).open()
    path = tmp_path / "site.json"
    page.screen.transfer.export_to(BIKES, SETTINGS, str(path))
    await stage.until(path.exists)
    await stage.until(lambda: path.read_bytes() == write_file(BIKES, SETTINGS))
    other = structs.replace(SETTINGS, low_stars=5, texts={"nl": SiteTexts(greeting="<b>Hoi</b>")})
    path.write_bytes(write_file(structs.replace(JUMP, name="Uit een bestand"), other))
    page.screen.transfer.import_from(lambda: page.screen._view.taken(BIKES, SETTINGS), str(path))
    await stage.until(lambda: page.sheet is not None)
    assert (page.site(), page.kept()) == (BIKES, SETTINGS)
    await page.answer("yes")
    await stage.until(lambda: page.kept().low_stars == 5)
    await page.idle()
    assert (page.site().id, page.site().name, page.site().department_id) == (
        BIKES.id,
        "Uit een bestand",
        BIKES.department_id,
    )
    assert page.kept().texts == {"nl": SiteTexts(greeting="<b>Hoi</b>")}


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\x00" * 500_000, b'{"format": "operator-console-site", "version": 7}']
)
@on_stage
async def test_other_files_change_nothing(stage: Stage, door: FakeSites, tmp_path: Path, content: bytes) -> None:
    page = await Page(stage, door).open()
    path = tmp_path / "site.json"
    path.write_bytes(content)
    before = len(page.notices)
    page.screen.transfer.import_from(lambda: page.screen._view.taken(BIKES, SETTINGS), str(path))
    await stage.until(lambda: len(page.notices) > before)
    assert "site.json" in page.notices[-1].text
    assert (page.sheet, page.screen.unsaved) == (None, False)


# -- installing


def _read(server: str, site_id: str) -> PageLook:
    return PageLook(word=PageWord.READ, address="", tags=(FoundTag(server, site_id),))


@pytest.mark.parametrize(
    "look, words",
    [
        (_read("https://chat.example", "fietsenwereld"), "The tag stands on"),
        (_read("https://x.example", "fietsenwereld"), "another server"),
        (_read("https://chat.example", "x"), "another site's: x"),
        (PageLook(word=PageWord.READ, address=""), "not in the text of"),
        (PageLook(word=PageWord.NOT_REACHED, address=""), "cannot be reached"),
        (PageLook(word=PageWord.CERTIFICATE, address=""), "certificate"),
        (PageLook(word=PageWord.REFUSED, address="", status=401), "error 401"),
        (PageLook(word=PageWord.NO_PAGE, address=""), "is no web page"),
    ],
)  # fmt: skip
@on_stage
async def test_the_check_says_what_the_page_shows(stage: Stage, door: FakeSites, look: PageLook, words: str) -> None:
    door.page = look
    door.noticed = Installation(since=NOW)
    page = await Page(stage, door).open()
    page.screen._view.show_section("install")
    page.press("install_check")
    await stage.until(lambda: words in page.said())
    assert "No visitor has come in" in page.said()


@on_stage
async def test_an_origin_that_was_refused_is_allowed_with_one_press(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.screen._view.show_section("install")
    page.press("install_check")
    await stage.until(lambda: "was refused" in page.said())
    door.noticed = structs.replace(door.noticed, refused=(), seen=(SeenOrigin(origin=BIKES.base_url, at=NOW),))
    page.press("install_allow")
    await stage.until(lambda: page.site().origins == (*BIKES.origins, "https://winkel.fietsenwereld.example"))
    await stage.until(lambda: "was refused" not in page.said() and "It works" in page.said())


@on_stage
async def test_a_key_is_shown_once(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    page.screen._view.show_section("install")
    page.press("install_key")
    secret = page.line("install_secret")
    await stage.until(lambda: secret.isVisible() and secret.text() == door.made[0].secret)
    page.press("install_secret_copy")
    assert QApplication.clipboard().text() == door.made[0].secret
    page.find(QListWidget, "setup_sites").setCurrentRow(1)
    await page.idle()
    page.find(QListWidget, "setup_sites").setCurrentRow(0)
    await page.idle()
    assert (secret.isVisible(), secret.text()) == (False, "")
    await stage.until(lambda: page.screen.widget.findChild(QPushButton, "install_key_end") is not None)
    page.press("install_key_end")
    await page.answer("yes")
    await stage.until(lambda: door.made == [])


# -- in the window


@on_stage
async def test_keys_open_save_and_closing_asks(stage: Stage, door: FakeSites) -> None:
    desk = FakeDesk()
    desk.chats.clear()
    desk.site_setup = door
    window = ShellWindow(stage.context, desk)
    stage.at_end(window.shut_down)
    window.complete()
    await stage.show(window, 1440, 900)
    window.registry.action("setup.open").trigger()
    await stage.until(lambda: window.findChild(QLineEdit, "site_name") is not None)
    name = window.findChild(QLineEdit, "site_name")
    assert name is not None
    await stage.until(lambda: name.text() == "Fietsenwereld" and name.isVisible())
    name.setText("Anders")
    window.registry.action("articles.save").trigger()
    await stage.until(lambda: any(site.name == "Anders" for site in door.sites()))
    await stage.rest()
    name.setText("Weer anders")
    window._pages.hide()
    await stage.until(lambda: not name.isVisible())
    window.close()
    await stage.until(lambda: any(sheet.isVisible() for sheet in window.findChildren(SheetDialog)))
    assert name.isVisible()
    stay = next(each for each in window.findChildren(QPushButton, "stay") if each.isVisible())
    stay.click()
    await stage.rest()
    assert window.isVisible()
    assert name.text() == "Weer anders"


def test_the_page_is_there_for_leads_alone() -> None:
    entry = next(entry for entry in PAGES if entry.name == SETUP)
    desk = FakeDesk()
    for may in (True, False):
        desk.site_setup.can_set_up = may
        assert entry.allowed(desk) is may


@pytest.mark.parametrize("refusal", [Refusal.INVALID, Refusal.NOT_FOUND, Refusal.TOO_LARGE])
@on_stage
async def test_a_refusal_is_said_in_words(stage: Stage, door: FakeSites, refusal: Refusal) -> None:
    page = await Page(stage, door).open()
    door.refusal = refusal
    page.line("site_name").setText("Anders")
    await page.save()
    assert page.is_unsaved()
    assert refusal.value not in page.notices[-1].text


@on_stage
async def test_every_control_has_a_name(stage: Stage, door: FakeSites) -> None:
    page = await Page(stage, door).open()
    kinds = (QLineEdit, QPlainTextEdit, QPushButton, QCheckBox, QListWidget)
    unnamed = [
        widget.objectName()
        for kind in kinds
        for widget in page.screen.widget.findChildren(kind)
        if not widget.accessibleName() and not widget.objectName().startswith("qt_")
    ]
    assert unnamed == []
