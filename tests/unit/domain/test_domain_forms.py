"""What counts of a filled-in form: what is asked for, of its kind, masked and bounded; and the list of what is kept."""

from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.conversations import Conversation
from operator_console.domain.forms import MAX_VALUE_CHARS, label_of, missing, taken
from operator_console.domain.ids import SiteId
from operator_console.domain.kept_data import CHAT_FIELDS, VISIT_FIELDS, VISITOR_FIELDS, Topic
from operator_console.domain.people import Site, Visit, Visitor
from operator_console.domain.site_settings import FieldKind, FormField, Retention, SiteSettings
from operator_console.server.privacy_words import kept_words

ORDER = FormField(key="order", label={"nl": "Bestelnummer", "en": "Order number"}, required=True)
EMAIL = FormField(key="email", label={"nl": "E-mail"}, kind=FieldKind.EMAIL)
PHONE = FormField(key="phone", label={"nl": "Telefoon"}, kind=FieldKind.PHONE)
ABOUT = FormField(key="about", label={"nl": "Onderwerp"}, kind=FieldKind.CHOICE, choices=("Retour", "Anders"))
FORM = (ORDER, EMAIL, PHONE, ABOUT)
_VALUES = st.text("ab1 @.+-\n\u202e\x00é", max_size=12) | st.sampled_from(["jan@example.org", "Retour", "06 12345678"])


@given(st.dictionaries(st.sampled_from(["order", "email", "phone", "about", "admin", ""]), _VALUES))
def test_nothing_but_what_is_asked_for_is_taken_and_all_of_it_is_tidy(given_values: dict[str, str]) -> None:
    found = taken(FORM, given_values)
    assert set(found) <= {"order", "email", "phone", "about"}
    assert all(0 < len(value) <= MAX_VALUE_CHARS and value.isprintable() for value in found.values())
    assert taken(FORM, found) == found  # what was taken is taken again
    assert {field.key for field in missing(FORM, found)} == {"order", "email", "phone", "about"} - set(found)


def test_a_value_of_another_kind_is_asked_for_again() -> None:
    wrong = {"order": "   ", "email": "jan at home", "phone": "no", "about": "Something else"}
    assert taken(FORM, wrong) == {}
    assert missing(FORM, {}) == FORM


def test_numbers_that_are_nobodys_business_are_masked_and_an_orders_number_is_not() -> None:
    found = taken(FORM, {"order": "4111 1111 1111 1111", "email": "jan@example.org"})
    assert found["order"] == "•••• •••• •••• ••••"
    assert (
        taken(FORM, {"order": "111222333"})["order"] == "111222333"
    )  # its digits are a citizen's, its label says more
    assert len(taken(FORM, {"order": "x" * 5000})["order"]) <= MAX_VALUE_CHARS


def test_a_label_is_said_in_a_language_that_there_is() -> None:
    assert label_of(ORDER, "en", "nl") == "Order number"
    assert label_of(EMAIL, "en", "nl") == "E-mail"
    assert label_of(FormField(key="x", label={}), "en", "nl") == "x"


def test_every_field_that_is_stored_of_a_visitor_has_a_topic() -> None:
    assert set(VISITOR_FIELDS) == set(Visitor.__struct_fields__)
    assert set(VISIT_FIELDS) == set(Visit.__struct_fields__)
    assert set(CHAT_FIELDS) <= set(Conversation.__struct_fields__)


def test_every_topic_is_told_in_both_languages_when_it_is_true() -> None:
    site = Site(id=SiteId("shop"), name="Shop", base_url="https://shop.example")
    everything = SiteSettings(site_id=site.id, form=FORM, retention=Retention(chats=365, visits=30, contacts=90))
    for language in ("nl", "en"):
        told = kept_words(site, everything, language, vouches=True)
        assert len(told) == len(Topic) - 1  # all but the desk's own
        assert not any("{" in sentence for sentence in told)
        assert any("365" in sentence for sentence in told)
        assert (
            len(kept_words(site, SiteSettings(site_id=site.id, rating=False), language, vouches=False)) == len(told) - 3
        )


def test_an_owners_label_is_never_taken_for_a_place_to_fill() -> None:
    site = Site(id=SiteId("shop"), name="Shop", base_url="https://shop.example")
    field = FormField(key="x", label={"en": "{chats}"})
    told = kept_words(site, SiteSettings(site_id=site.id, form=(field,)), "en", vouches=False)
    assert any("({chats})" in sentence for sentence in told)
