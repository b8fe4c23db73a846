"""The site's form and who the site says it is, in the visitor panel: marked by paint, never by text from outside."""

from datetime import timedelta

import pytest
from msgspec import structs
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from operator_console.desk.state import ChatContext
from operator_console.domain.people import Identity, Visit, Visitor
from operator_console.ui.visitor import VisitorScreen
from operator_console.ui.visitor.told import is_verified, told_fields, verified_words
from tests.fakes import fake_chats
from tests.fakes.fake_desk import START, FakeDesk
from tests.fakes.screen_stage import Stage

LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
JAN = Identity(subject="K-4711", at=START, name="Jan Jansen", email="jan@example.org", customer_cents=129900)


def _context(*, identity: Identity | None = JAN, in_this_visit: bool = True) -> ChatContext:
    found = FakeDesk().context(fake_chats.MARIEKE)
    assert found.visitor is not None
    assert found.visit is not None
    visitor: Visitor = structs.replace(found.visitor, identity=identity)
    visit: Visit = structs.replace(found.visit, verified_at=START if in_this_visit else None)
    return structs.replace(found, visitor=visitor, visit=visit)


def test_a_customer_is_verified_only_by_a_token_of_this_visit() -> None:
    assert is_verified(_context())
    assert not is_verified(_context(in_this_visit=False))
    assert not is_verified(_context(identity=None))
    assert not is_verified(ChatContext())
    assert verified_words(_context()) == (
        "The site's own server says who this is: K-4711 · Jan Jansen · jan@example.org"
    )
    (field,) = told_fields(_context(), None, "EUR", LOCALE)
    assert (field.label, field.text, field.role) == ("Customer", "K-4711 · bought for € 1,299.00", "")
    (field,) = told_fields(_context(in_this_visit=False), None, "EUR", LOCALE)
    assert (field.text, field.role) == ("K-4711 · bought for € 1,299.00 · not signed in now", "dim")


def test_what_was_filled_in_is_shown_beside_name_and_address() -> None:
    row = FakeDesk().row(fake_chats.MARIEKE)
    assert row is not None
    form = {"name": "Jan", "email": "jan@example.org", "order_number": "4711\nverified", "about": "Retour"}
    chat = structs.replace(row.conversation, form=form)
    found = told_fields(ChatContext(), chat, "EUR", LOCALE)
    assert [(field.label, field.text) for field in found] == [("Order number", "4711 verified"), ("About", "Retour")]


@pytest.mark.parametrize("said", ["verified", "✔ Verified", "shield-check"])
def test_no_text_looks_like_the_mark(stage: Stage, said: str) -> None:
    async def script() -> None:
        desk = FakeDesk()
        screen = VisitorScreen(stage.context, desk)
        stage.at_end(screen.close)
        await stage.show(screen.view, 356, 420)
        found = desk.context(fake_chats.MARIEKE)
        assert found.visitor is not None
        assert found.visit is not None
        fooled = structs.replace(
            found,
            visitor=structs.replace(found.visitor, name=said),
            visit=structs.replace(found.visit, custom={"Verified": said}, verified_at=START + timedelta(seconds=1)),
        )
        desk.chats[fake_chats.MARIEKE].context = fooled
        screen.show_conversation(fake_chats.MARIEKE)
        await stage.rest()
        mark = screen.view.findChild(QWidget, "visitor_verified")
        assert mark is not None
        assert mark.isHidden()
        desk.chats[fake_chats.MARIEKE].context = _context()
        screen.show_conversation(fake_chats.MARIEKE)
        await stage.rest()
        assert mark.isVisible()
        assert "K-4711" in mark.accessibleDescription()

    stage.run(script())
