"""Word lists of Dutch and English that the analysis uses; knows only words, no rules.

Everything is written folded: lower case, without diacritics or apostrophes.
"""

LANGUAGES = ("nl", "en")

STOP_WORDS: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        aan aangaande af al aldus alle allen alles als alsnog altijd ander andere anderen anders ben bent bij
        binnenkort bv daar daarbij daarin daarna daarom daarop daarvan dan dat de deze die dient dit doe doen
        doet door doordat dus echter een eens eerst elk elke en er eraan erbij erdoor ergens erin ermee erna
        erop eruit ervan ervoor even evenals ga gaan gaat geen geweest ging goed graag had hadden heb hebben
        hebt heeft heel hem hen het hier hierbij hierin hiermee hierna hierop hiervan hij hoe hoeveel hoewel hun
        ie ieder iedere iedereen iemand iets ik in is ja je jij jou jouw jullie kan kon konden kun kunnen kunt
        laat laten maak maar mag me mee meer men met mij mijn mijne mn moest moet moeten mogen mss na naar nadat
        nee neen nergens niemand niet niets nl nog nooit nou nu of ofwel om omdat omtrent ons onze ook op over
        reeds s slechts sommige soms steeds t te tegen tijdens toch toen tot totdat u uit uw vaak van vanaf veel
        via vind volgens voor voordat waar waarbij waarin waarmee waarna waarom waarop waarvan wanneer want
        waren was wat we wel welk welke werd werden wie wij wil wilde willen wilt word worden wordt zal ze zeer zei
        zich zichzelf zij zijn zo zoals zodat zonder zou zouden zowel zullen zult
        """.split()
    ),
    "en": frozenset(
        """
        a about after again all also am an and any are arent as at be because been before being both but by can
        cannot cant could couldnt d did didnt do does doesnt doing dont each else etc for from further get gets
        give go goes going got had hadnt has hasnt have havent having he her here hers herself him himself his
        how i id if ill im in into is isnt it its itself ive just let lets ll m may me might more most my myself
        need needed needs no nor not now of off on once only onto or other our ours ourselves out over own per
        please re s same shall she should shouldnt so some such t than that thats the their theirs them
        themselves then there theres these they theyre this those through to too under until up upon us ve very
        via want wants was wasnt we well were werent what whats when where which while who whom whose why will
        with wont would wouldnt yes yet you your youre yours yourself yourselves
        """.split()
    ),
}
"""Words that carry no topic: left out of a search unless there is nothing else."""

IRREGULAR: dict[str, dict[str, str]] = {
    "nl": dict(
        pair.split(":")
        for pair in """
            afgezegd:afzeggen begonnen:beginnen begrepen:begrijpen bekeken:bekijken berekend:berekenen
            besloten:besluiten bewezen:bewijzen gebeten:bijten gebleken:blijken gebleven:blijven geboden:bieden
            gebonden:binden gebracht:brengen gebroken:breken gedaan:doen gedwongen:dwingen gegrepen:grijpen
            geholpen:helpen gekeken:kijken gekocht:kopen gekomen:komen gekozen:kiezen gekregen:krijgen gelogen:liegen
            gemeld:melden genomen:nemen geopend:openen geschreven:schrijven geslagen:slaan gesloten:sluiten
            gesproken:spreken gesprongen:springen gestart:starten gestolen:stelen getest:testen getroffen:treffen
            getrokken:trekken gevlogen:vliegen gevonden:vinden gewezen:wijzen gewonnen:winnen gezocht:zoeken
            gezonden:zenden kiest:kiezen kocht:kopen kreeg:krijgen leest:lezen open:openen opent:openen
            opgezegd:opzeggen sprong:springen steden:stad uitgelijnd:uitlijnen verbonden:verbinden
            verdwenen:verdwijnen vergeleken:vergelijken verkocht:verkopen verloren:verliezen verschenen:verschijnen
            verwezen:verwijzen verzocht:verzoeken verzonden:verzenden vloog:vliegen zocht:zoeken
            """.split()
    ),
    "en": dict(
        pair.split(":")
        for pair in """
            begun:begin bought:buy broke:break broken:break brought:bring children:child chose:choose chosen:choose
            deliveries:deliver delivery:deliver feet:foot flew:fly flown:fly forgot:forget forgotten:forget found:find
            gave:give given:give held:hold jumped:jump kept:keep left:leave lost:lose made:make men:man paid:pay
            people:person sent:send shipped:ship sold:sell spent:spend stole:steal stolen:steal taken:take took:take
            withdrawn:withdraw withdrew:withdraw women:woman wore:wear worn:wear written:write wrote:write
            """.split()
    ),
}
"""Forms of everyday strong verbs and nouns that no stemmer brings together."""

NOT_A_PART = frozenset(
    """
    aan aard achter achtig baar baarheid beneden binnen boven buiten daar delijk ding dingen door eens eert
    elen elijk ende enden eren erij ering eringen even heden heid hier ieel igen iger igheid iging ings
    inter isch isme iteit king kingen lijk lijke lijkheid lijks ling lingen loos loosheid loze matig naar
    naast neer ning ningen onder over ring ringen schap schappen sten steren tegen teit tien tige ting
    tingen toe toen uiteen vaar vers vol volle voor voort waar waarts weder weer wege wegens zaam zaamheid
    zame zelf zing zingen zins
    """.split()
)
"""Letter groups that look like words inside a longer Dutch word and are not parts of a compound."""

SHORT_PARTS = frozenset(
    "app bad bak bar bel bon bus dag fee gas jas kar kas kit pas pin rem tas web wet zee zij".split()
)
"""Short words that do form Dutch compounds (kassabon, klantenpas), though length alone would forbid them."""

SYNONYMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "nl": (
        ("retourneren", "terugsturen", "terugbrengen", "retour", "terugzenden"),
        ("ruilen", "omruilen", "omwisselen"),
        ("bezorgen", "leveren", "bezorging", "levering", "thuisbezorgen"),
        ("levertijd", "bezorgtijd"),
        ("verzenden", "versturen", "opsturen", "verzending"),
        ("terugbetaling", "geld terug", "terugbetalen", "terugstorten"),
        ("betalen", "afrekenen"),
        ("annuleren", "afzeggen", "opzeggen", "afbestellen"),
        ("kapot", "defect", "stuk", "beschadigd"),
        ("repareren", "reparatie", "herstellen", "maken"),
        ("korting", "actie", "aanbieding", "kortingscode"),
        ("factuur", "rekening", "nota", "bon", "kassabon"),
        ("cadeaubon", "cadeaukaart", "tegoedbon", "waardebon", "voucher"),
        ("prijs", "kosten", "tarief"),
        ("winkel", "filiaal", "vestiging", "zaak"),
        ("medewerker", "collega"),
        ("telefoon", "bellen", "telefoonnummer"),
        ("wachtwoord", "inloggen", "aanmelden"),
        ("wijzigen", "veranderen", "aanpassen", "verzetten"),
        ("reserveren", "boeken", "reservering", "boeking"),
        ("fiets", "rijwiel"),
        ("ebike", "elektrische fiets"),
        ("accu", "batterij"),
        ("voorraad", "beschikbaar", "leverbaar"),
        ("openingstijden", "open", "geopend", "gesloten"),
        ("klacht", "ontevreden"),
        ("track", "volgen", "traceren"),
    ),
    "en": (
        ("return", "send back", "bring back"),
        ("exchange", "swap"),
        ("delivery", "shipping", "deliver", "ship"),
        ("refund", "money back", "reimburse"),
        ("pay", "payment", "checkout"),
        ("cancel", "cancellation", "call off"),
        ("broken", "defective", "faulty", "damaged"),
        ("repair", "fix", "mend"),
        ("discount", "sale", "promotion", "coupon"),
        ("invoice", "receipt", "bill"),
        ("voucher", "gift card", "gift certificate"),
        ("price", "cost", "fee", "charge"),
        ("shop", "store", "branch"),
        ("phone", "call", "telephone"),
        ("password", "login", "sign in", "log in"),
        ("change", "modify", "edit", "update"),
        ("book", "reserve", "booking", "reservation"),
        ("reschedule", "move"),
        ("bike", "bicycle", "cycle"),
        ("battery", "accu"),
        ("stock", "available", "availability"),
        ("complaint", "unhappy"),
        ("track", "trace"),
        ("delete", "remove"),
        ("begin", "start"),
        ("buy", "purchase", "order"),
    ),
}
"""Groups of words that mean about the same at a service desk; an article's own synonyms come on top."""

SMALL_TALK: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        chat geeft kijk kijkt later momentje moment spreek wacht wachten zie zoek zoeken
        aardig akkoord alleen allerlei alsjeblieft alstublieft alvast attent avond bedankt beetje begrepen
        begrijp begrijpen beste bye dacht dag dagje dame dames dank dankjewel dankuwel doei eens eigenlijk even
        fijn fijne gegroet geregeld gewoon goede goedemiddag goedemorgen goedenavond goedendag goeie gr groet
        groeten groetjes haar haha hallo hartelijk heer heerlijk helder helemaal heren hey heya hi hoi hoihoi
        hoor houdoe inderdaad jawel jazeker joe joh keer kijken klopt kom komen krijg krijgen langs lekker leuk
        lief meneer meteen mevrouw middag minuutje mooi morgen mvg natuurlijk nee neehoor netjes nogal oh ok
        okay oke okee ooh paar perfect prettig prettige prima proost service snap sorry straks succes super
        thanks thx top tot uitleg uitstekend uren uur vandaag verder volgende vorige vraag vraagje vragen
        vriendelijk vriendelijke wauw weekend welterusten werkdag weten yes yo zelf zit zitten
        """.split()
    ),
    "en": frozenset(
        """
        absolutely afternoon agent alright amazing appreciate appreciated awesome awhile bye byee cheers clear
        come confirm confirmed confirming cool correct cya day dear definitely evening every everything evryone
        exactly excellent fantastic fine first glad gm good goodbye goodnight great greetings gud guys haha hai
        happy hello help helpful helping hey heya hi hii hiya hlo hmm hola hope indeed kind kindly last like lol
        look looked looking lovely luck lucky maam madam made mam man mate mine mister morning mr mrg mrs ms
        much nice night nope nothing oh ok okay okey okk one perfect perfectly pleasure pls plz problem question
        questions quick right see sir sorry sounds super sure sweet take talk thank thanks thankyou thnx thx
        time today tomorrow took true two understand understood ur wait waiting way weekend welcome whole
        wonderful wow ya yeah yep yup
        """.split()
    ),
}
"""Words of greeting, thanks, agreement and filling: they say nothing about what somebody needs."""

CLOSING = frozenset(
    """
    appreciated appreciate bedankt bye byee cheers dank dankjewel dankuwel doei groet groeten groetjes merci regards
    thank thanks thankyou thnx thx
    """.split()
)
"""Words that end a conversation or thank for an answer."""

ASKING: dict[str, frozenset[str]] = {
    "nl": frozenset(
        """
        graag hoe hoelang hoeveel kan kun kunnen kunt lukt mag moet moeten mogen niet nodig probleem waar waarom
        wanneer wat welk welke werkt wie wil wilde willen wou zoek zoeken
        """.split()
    ),
    "en": frozenset(
        """
        are can cannot cant could didnt do does doesnt havent how is isnt issue may might need needs not
        possible problem require should trying wanna want wants what when where which who why wish wont would
        """.split()
    ),
}
"""Words with which people ask, wish or complain."""
