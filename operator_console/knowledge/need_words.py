"""Word classes by which a turn is judged: does it need an answer? Dutch and English, folded; data only."""

WISH: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        benieuwd geinteresseerd graag hoop interesse liefst nieuwsgierig nodig overweeg twijfel wens wenst wil
        wilde willen wilt wou zocht zoek zoeken
        """.split()
    ),
    "en": frozenset(
        """
        curious hoping id interested like looking need needed needs prefer require searching trying wanna want
        wanted wants wish wondering
        """.split()
    ),
}
"""Words with which people say what they want."""

ACTION: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        aanmelden aanpassen aanvragen activeren afbestellen afhalen afrekenen annuleer annuleren bekijken bel
        bellen bestel bestellen betaal betalen bezorgen boek boeken check checken controleer controleren
        doorgeven downloaden gebruiken geef help helpen herstellen huren inleveren inloggen inruilen installeren
        instellen koop kopen krijgen leveren mail mailen maken monteren omruilen omwisselen openen ophalen
        opladen oplossen opsturen opvragen opzeggen pas passen passeren plannen regel regelen repareren
        reserveren resetten retourneren ruil ruilen sturen stuur terugbrengen teruggeven terugkrijgen
        terugsturen testen traceren uitleggen upgraden verander veranderen vergelijken verkopen verlengen
        verplaatsen verschuiven versturen vertel vertellen vervangen verwijderen verzekeren verzenden verzetten
        vinden volgen wijzig wijzigen zeg
        """.split()
    ),
    "en": frozenset(
        """
        activate add apply arrange assign book bring buy call cancel change charge check claim close collect
        compare confirm connect deliver disconnect download email exchange explain extend fix get give help
        install invoice know mail modify move open order pay pick print provide purchase receive recommend
        refund register renew repair replace report request reschedule reserve reset return sell send ship show
        sign signup solve start stop subscribe switch tell track transfer unlock update upgrade use view
        withdraw
        """.split()
    ),
}
"""What people ask a desk to do, or wish to do themselves."""

TROUBLE: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        beschadigd defect fout foutmelding geblokkeerd gebroken geen gestolen gevallen hapert kapot klacht kwijt
        leeg lek lekke lukt mis mislukt niet nooit ontbreekt onvindbaar probleem raar stuk vast
        vergeten verkeerd verkeerde verloren vertraagd vertraging vreemd
        """.split()
    ),
    "en": frozenset(
        """
        blocked broke broken cannot cant couldnt damaged declined defective delayed didnt disappeared doesnt
        dont error fail failed failing forgot forgotten hasnt havent isnt issue late lost missing never not
        problem rejected slow still stolen stuck trouble unable wasnt wont wrong yet
        """.split()
    ),
}
"""Words of things that go wrong."""

SELF: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        ik me mij mijn mn ons onze we wij
        """.split()
    ),
    "en": frozenset(
        """
        i id ill im ive me my our us we
        """.split()
    ),
}
"""Speaking of oneself."""

AGREEING: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        akkoord begrepen doe doen duidelijk eens fijn goed graag helder inderdaad ja jawel jazeker jep juist
        klopt maar mee mooi natuurlijk ok okay oke okee perfect prima super tof top uiteraard yes zeker
        """.split()
    ),
    "en": frozenset(
        """
        absolutely agreed alright certainly confirmed cool correct course definitely exactly fine good great
        indeed nice ok okay okey perfect please right sure understood ya yeah yep yes yup
        """.split()
    ),
}
"""Yes in its many forms."""

REFUSING: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        alles geen genoeg hoeft laat nee neehoor neen niets niks
        """.split()
    ),
    "en": frozenset(
        """
        all done else enough nah no none nope nothing
        """.split()
    ),
}
"""No, and that there is nothing more."""

PARTING: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        avond bedankt dag dank dankje dankjewel dankuwel doei fijne geholpen gr groet groeten groetjes hulp
        merci moeite morgen mvg prettige thanks thx tot weekend ziens
        """.split()
    ),
    "en": frozenset(
        """
        appreciate appreciated bye byee care cheers day evening goodbye help helpful luck night regards thank
        thanks thankyou thnx thx ty weekend welcome
        """.split()
    ),
}
"""Thanks and good-byes."""

PLAN_BEGINS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        dan ga ik we wij zal
        """.split()
    ),
    "en": frozenset(
        """
        i ill im let we well
        """.split()
    ),
}
"""How a visitor begins to tell what they are doing meanwhile."""

PLAN_VERBS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        bel ben blijf denk doe ga kijk kom mail meld pak probeer stuur wacht zie
        """.split()
    ),
    "en": frozenset(
        """
        am checking come going hold ll me see stay think try wait waiting will
        """.split()
    ),
}
"""What visitors do meanwhile."""

PLAN_PHRASES: dict[str, tuple[str, ...]] = {
    "nl": (
        "zoek het", "zoek hem", "momentje", "moment", "minuutje", "ogenblik", "doe ik", "ga ik", "kom ik", "neem ik",
        "bestel ik", "koop ik", "bel ik", "kom er later", "denk er", "heb ik gedaan", "stuur hem", "wacht even",
        "even kijken", "ik ga het", "stuur maar", "doe maar",
    ),
    "en": (
        "look it up", "one moment", "a moment", "one sec", "a second", "hold on", "will do", "get back to you",
        "let me look", "let me see", "let me get", "let me check", "let me find", "let me grab", "let me ask",
        "go ahead",
    ),
}  # fmt: skip
"""The same in fixed phrases."""
