"""What an article begins with: question and whole answer, without the facts of the one visitor."""

from datetime import UTC, datetime

import pytest

from operator_console.desk.article_seeds import ArticleSeeds, SeedDoors, answer_at
from operator_console.desk.inbox import Chat
from operator_console.desk.state import ChatContext, Entry
from operator_console.domain.ids import ConversationId
from tests.fakes import fake_chats
from tests.fakes.fake_chats import FIETSENWERELD, ME, SANNE, Script

NOW = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


def entries() -> list[Entry]:
    visitor = fake_chats.mockup_chats(NOW)[0].context.visitor
    assert visitor is not None
    script = Script(fake_chats.MARIEKE, visitor, NOW)
    script.visitor("Hoi!", 100).agent("Goedemiddag Marieke!", 95)
    script.visitor("Ik ben Marieke de Boer en heb bestelling FW-2026-48213.", 90)
    script.visitor("Kan ik hem in de winkel retourneren?", 85)
    script.agent("Ik zoek het even op.", 80, holding=True)
    script.agent("Dat kan zeker, Marieke: binnen 30 dagen na levering.", 70)
    script.note("klant is erg tevreden", 65)
    script.agent("Uw bestelling FW-2026-48213 staat klaar; mail naar marieke@voorbeeld.example volgt.", 60)
    script.visitor("En de kosten?", 10)
    return script.entries


def seeds(language: str = "nl") -> ArticleSeeds:
    made = next(chat for chat in fake_chats.mockup_chats(NOW) if chat.conversation.id == fake_chats.MARIEKE)
    chat = Chat(made.conversation, ME)
    for entry in entries():
        chat.transcript.put(entry.message)
    chat.context = ChatContext(visitor=made.context.visitor, visit=made.context.visit)

    def find(conversation_id: ConversationId) -> Chat | None:
        return chat if conversation_id == fake_chats.MARIEKE else None

    return ArticleSeeds(
        SeedDoors(
            chat=find,
            site_of=lambda _conversation: FIETSENWERELD,
            language_of=lambda _chat: language,
            me=lambda: SANNE,
            shop_texts=lambda _site_id, _language: (),
        )
    )


def key_of(part: str) -> str:
    return next(entry.key for entry in entries() if part in entry.message.text)


@pytest.mark.parametrize("part", ["Dat kan zeker", "staat klaar"])
def test_the_answer_is_the_whole_answer_with_what_was_asked_before_it(part: str) -> None:
    question, answer = answer_at(entries(), key_of(part))
    assert question.splitlines()[-1] == "Kan ik hem in de winkel retourneren?"
    assert answer.count("\n\n") == 1
    assert "zoek het even" not in answer
    assert "tevreden" not in answer


@pytest.mark.parametrize("part", ["Hoi!", "zoek het even", "tevreden"])
def test_what_is_no_answer_makes_no_article(part: str) -> None:
    assert answer_at(entries(), key_of(part)) == ("", "")
    assert answer_at(entries(), "unknown") == ("", "")


@pytest.mark.parametrize("language, name", [("nl", "[naam]"), ("en", "[name]")])
def test_the_visitors_facts_stay_out_of_the_article(language: str, name: str) -> None:
    made = seeds(language)
    key = made.newest_answer(fake_chats.MARIEKE)
    assert key is not None
    seed = made.of_answer(fake_chats.MARIEKE, key)
    assert seed is not None
    whole = f"{seed.title} {seed.question} {seed.body}"
    for fact in ("Marieke", "Boer", "48213", "voorbeeld.example"):
        assert fact not in whole
    assert name in whole
    assert "30 dagen" in seed.body
    assert (seed.site_id, seed.language) == (FIETSENWERELD.id, language)


def test_a_draft_becomes_the_answer_to_what_is_open() -> None:
    made = seeds()
    seed = made.of_text(fake_chats.MARIEKE, "Dat kost niets, Marieke.")
    assert seed is not None
    assert (seed.title, seed.body) == ("En de kosten?", "Dat kost niets, [naam].")
    assert made.of_text(fake_chats.MARIEKE, "  ") is None
    assert made.of_text(ConversationId("gone"), "x") is None
    assert made.of_answer(ConversationId("gone"), "x") is None
    assert made.open_question(ConversationId("gone")) == ""
