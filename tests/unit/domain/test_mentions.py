"""Names in notes: whom a text names, and which name is being written."""

from hypothesis import given
from hypothesis import strategies as st

from operator_console.domain.ids import AgentId
from operator_console.domain.mentions import fitting, mentioned, name_being_written
from operator_console.domain.people import Agent


def _agent(name: str) -> Agent:
    return Agent(id=AgentId(name), account=name, name=name, first_name=name.split(maxsplit=1)[0])


ANNA, ANNE, BEN, OTHER_BEN = _agent("Anna Aalders"), _agent("Anne"), _agent("Ben Bos"), _agent("Ben de Wit")
TEAM = (ANNA, ANNE, BEN, OTHER_BEN)


def test_whole_names_and_first_names_that_only_one_has() -> None:
    assert mentioned("@Ben Bos, look; and @anna", TEAM) == (BEN.id, ANNA.id)
    assert mentioned("@Ben look", TEAM) == (), "there are two"
    assert mentioned("mail ben@Ben Bos", TEAM) == (), "an address"
    assert mentioned("@Anneke", TEAM) == (), "another name"
    assert mentioned("(@Anne)", TEAM) == (ANNE.id,)


def test_what_is_being_written() -> None:
    assert name_being_written("Look @be", 8) == "be"
    assert name_being_written("Look @", 6) == ""
    assert name_being_written("Look @Ben de", 12) == "Ben de"
    assert name_being_written("a@b", 3) is None
    assert name_being_written("@ x", 3) is None
    assert name_being_written("@a\nb", 4) is None
    assert name_being_written("no", 2) is None


def test_beginnings_of_the_name_stand_first() -> None:
    assert fitting("b", TEAM) == (BEN, OTHER_BEN)
    assert fitting("wit", TEAM) == (OTHER_BEN,)
    assert fitting("", TEAM, most=2) == (ANNA, ANNE)


@given(st.text(alphabet="@AnaeBbo sd\n_", max_size=60))
def test_only_colleagues_are_named_and_each_once(text: str) -> None:
    found = mentioned(text, TEAM)
    assert len(set(found)) == len(found)
    assert set(found) <= {agent.id for agent in TEAM}
    assert all("@" + agent_id.split()[0].casefold() in text.casefold() for agent_id in found)
