"""The visitors' page: many, nobody, offline, refused, only counted; rules, editor, comparison, dry run."""

import sys
from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QLineEdit, QScrollArea, QWidget

from operator_console.domain.invitations import Condition, InvitationRule, InvitationText, Subject, Test
from operator_console.domain.site_settings import SiteSettings
from operator_console.protocol.invitations import InvitationCount
from operator_console.ui.kit.context import UiContext
from operator_console.ui.street import StreetScreen
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.fake_sites import FakeSites
from tests.fakes.fake_street import SITES_SHOWN, FakeStreet, crowd
from tests.gallery import scenes

Change = Callable[[FakeStreet], None]
SIZES = ((1384, 868), (968, 660))
SITE = SITES_SHOWN[0].id
RULES = (
    InvitationRule(
        id="ir_1",
        name="Long op een productpagina",
        conditions=(
            Condition(subject=Subject.PAGE, test=Test.CONTAINS, value="/fiets"),
            Condition(subject=Subject.PAGE_S, test=Test.AT_LEAST, value="120"),
            Condition(subject=Subject.CART_EVENT, test=Test.IS_NOT, value="added"),
            Condition(subject=Subject.CART_CENTS, test=Test.AT_MOST, value="250000"),
        ),
        texts=(
            InvitationText(
                id="a",
                words={
                    "nl": "Hallo {name}, twijfel je nog over deze fiets? Ik kijk graag even met je mee.",
                    "en": "Hello {name}, not sure about this bike yet? I am happy to have a look with you.",
                },
                guest_words={"nl": "Twijfel je nog over deze fiets?", "en": "Not sure about this bike yet?"},
            ),
            InvitationText(id="b", words={"nl": "Zal ik fietsen voor je vergelijken?", "en": "Compare bikes?"}),
        ),
    ),
    InvitationRule(
        id="ir_2",
        name="Dure winkelwagen",
        conditions=(Condition(subject=Subject.CART_CENTS, test=Test.AT_LEAST, value="50000"),),
        texts=(InvitationText(id="c", words={"nl": "Een mooie keuze.", "en": "A fine choice."}),),
        enabled=False,
    ),
)
COUNTS = (
    InvitationCount(rule_id="ir_1", text_id="a", shown=1840, accepted=93, declined=160),
    InvitationCount(rule_id="ir_1", text_id="b", shown=1792, accepted=171, declined=98),
    InvitationCount(rule_id="", text_id="", shown=31, accepted=12, declined=4),
)


def page_of(context: UiContext, desk: FakeDesk) -> StreetScreen:
    """Build the page over `desk`, and keep its screen alive as long as the widget."""
    screen = StreetScreen(context, desk)
    screen.widget.setProperty("screen", screen)
    screen.widget.shut_down = screen.close  # type: ignore[attr-defined]  # what the gallery looks for
    screen.show()
    return screen


def scene(change: Change = lambda _street: None) -> Callable[[UiContext], QWidget]:
    """Return a scene of the page after a change of who is there."""

    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        desk.street.there = crowd(desk.now())
        change(desk.street)
        return page_of(context, desk).widget

    return build


def _nobody(street: FakeStreet) -> None:
    street.there = ()


def _refused(street: FakeStreet) -> None:
    street.refused = True


def _silent(street: FakeStreet) -> None:
    street.silent = True


def _counted(street: FakeStreet) -> None:
    street.there, street.more = crowd(street.desk.now(), 500), 1234


def rules_scene(*, rules: tuple[InvitationRule, ...] = RULES, counts: bool = True) -> Callable[[UiContext], QWidget]:
    """Return a scene of the second tab."""

    def build(context: UiContext) -> QWidget:
        desk = FakeDesk()
        desk.site_setup = FakeSites(SITES_SHOWN)
        desk.site_setup.kept[SITE] = SiteSettings(site_id=SITE, invitations=rules)
        desk.street.counts = COUNTS if counts else None
        screen = page_of(context, desk)
        screen.show_rules()
        return screen.widget

    return build


def _scroll_down(widget: QWidget) -> None:
    editor = widget.findChild(QScrollArea, "rule_editor")
    assert editor is not None
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())


def _try(widget: QWidget) -> None:
    button = widget.findChild(QAbstractButton, "rule_try")
    assert button is not None
    button.click()
    _scroll_down(widget)


def _spoil(widget: QWidget) -> None:
    for number in (0, 1):
        button = widget.findChild(QAbstractButton, "condition_add")
        assert button is not None
        button.click()
        field = widget.findChildren(QLineEdit, "condition_value")[-1]
        field.setText(("/checkout", "winkelwagen")[number])
        field.textEdited.emit(field.text())
    name = widget.findChild(QLineEdit, "rule_name")
    assert name is not None
    name.setText("")
    name.textEdited.emit("")


SCENES = [
    scenes.Scene("street_rules", rules_scene(), SIZES),
    scenes.Scene("street_compare", rules_scene(), SIZES, _try),
    scenes.Scene("street_faults", rules_scene(), ((968, 660),), _spoil),
    scenes.Scene("street_no_rules", rules_scene(rules=()), ((968, 660),)),
    scenes.Scene("street_no_figures", rules_scene(counts=False), ((968, 660),), _scroll_down),
    scenes.Scene("street", scene(), SIZES),
    scenes.Scene("street_nobody", scene(_nobody), ((968, 660),)),
    scenes.Scene("street_refused", scene(_refused), ((968, 660),)),
    scenes.Scene("street_loading", scene(_silent), ((968, 660),)),
    scenes.Scene("street_counted", scene(_counted), ((968, 660),)),
]

if __name__ == "__main__":
    sys.exit(scenes.main(SCENES))
