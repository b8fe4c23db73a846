"""What was said in the demo's earlier chats: short talks about the demo shops, in Dutch and English; text only."""

from msgspec import Struct

from operator_console.domain.conversations import Outcome

NAMES = ("Ilse Bakker", "Tom Verhoeven", "Fatima El Idrissi", "Grace Miller", "Koen Peters", "", "Lotte Smit", "")
"""Of visitors; an empty one gave none."""


class Talk(Struct, frozen=True, kw_only=True):
    """One chat.

    Attributes:
        lines: The visitor begins, then agent and visitor in turn.
        value_cents: Of the sale, if it was one.
    """

    site: str
    language: str
    lines: tuple[str, ...]
    outcome: Outcome = Outcome.SOLVED
    tags: tuple[str, ...] = ()
    note: str = ""
    value_cents: int | None = None


TALKS = (
    Talk(
        site="fietsenwereld",
        language="nl",
        lines=(
            "Hoi, mijn bestelling zou gisteren komen. Waar blijft hij?",
            "Goedemorgen! Ik kijk even mee. Hij ligt bij de bezorger en komt vandaag tussen 13 en 15 uur.",
            "Fijn, dan ben ik thuis. Kan hij ook bij de buren worden afgegeven?",
            "Dat kan. Ik heb nummer 14 voor je opgegeven.",
        ),
        tags=("bezorging",),
    ),
    Talk(
        site="fietsenwereld",
        language="nl",
        lines=(
            "Past de Tour 500 in maat 54 bij iemand van 1,84 m?",
            "Bij 1,84 m raad ik maat 57 aan. Wil je hem eerst proberen? Dat kan in de winkel in Utrecht.",
            "Nee hoor, ik bestel hem meteen in 57.",
            "Mooie keuze! Je hebt 30 dagen om te ruilen als de maat toch tegenvalt.",
        ),
        outcome=Outcome.SALE,
        tags=("maatadvies",),
        value_cents=134_900,
    ),
    Talk(
        site="fietsenwereld",
        language="nl",
        lines=(
            "De accu van mijn e-bike laadt niet meer op.",
            "Wat vervelend. Brandt er een lampje op de lader als je hem aansluit?",
            "Ja, rood. Al de hele nacht.",
            "Dan is de accu waarschijnlijk te koud geworden. Onze werkplaats belt je vandaag om hem op te halen.",
        ),
        outcome=Outcome.FOLLOW_UP,
        tags=("e-bike", "garantie"),
        note="Werkplaats belt voor het ophalen van de accu.",
    ),
    Talk(
        site="fietsenwereld",
        language="en",
        lines=(
            "Can I return a helmet that I ordered online in your shop?",
            "Of course. Bring it unused within 30 days, with the order number; we pay back right away.",
            "Great, I will come by on Saturday.",
        ),
        tags=("retour",),
    ),
    Talk(
        site="fietsenwereld",
        language="nl",
        lines=(
            "Hoe zet ik het display van mijn Stadsfiets E op kilometers?",
            "Houd de i-knop drie tellen ingedrukt en kies dan eenheden. Lukt het zo?",
            "Ja! Dank je wel.",
        ),
        tags=("e-bike",),
    ),
    Talk(
        site="skyjump",
        language="nl",
        lines=(
            "Gaat onze sprong van zaterdag door met deze wind?",
            "Dat beslissen we zaterdag om 8 uur. Je krijgt dan een sms; verzetten kost niets.",
            "Duidelijk. Kunnen we anders zondag?",
            "Zondag om 11 uur is er nog plek voor twee. Ik heb dat alvast voor je vastgehouden.",
        ),
        tags=("weer", "verzetten"),
    ),
    Talk(
        site="skyjump",
        language="nl",
        lines=(
            "Ik wil een tandemsprong cadeau geven. Hoe lang is een bon geldig?",
            "Twee jaar, en de naam kan later nog worden veranderd. Zal ik je de bon met de video laten zien?",
            "Graag, doe die maar.",
            "Hij staat in je winkelwagen. Veel plezier ermee!",
        ),
        outcome=Outcome.SALE,
        tags=("cadeaubon",),
        value_cents=28_900,
    ),
    Talk(
        site="skyjump",
        language="en",
        lines=(
            "Is there a weight limit for a tandem jump?",
            "Yes, 95 kg with clothes on. Up to 105 kg is possible with one of our strongest instructors.",
            "I am just below, so that is fine. Thank you!",
        ),
        tags=("voorwaarden",),
    ),
)
UNANSWERED = Talk(
    site="fietsenwereld", language="nl", lines=("Is er iemand? Ik heb een vraag over mijn leasefiets.",), tags=()
)
"""Its visitor went before anybody answered."""
