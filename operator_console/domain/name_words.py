"""Words around names: prefixes and titles, words that are names as well, and what people call themselves; data only."""

FAMILY_PREFIXES = frozenset(
    """
    van von vom der den de het t te ten ter tot op in aan bij uit voor onder over la le les du des di da del della dos
    el al bin ibn abu st saint zu zum zur af av y e d o
    """.split()
)
"""Small words that family names begin with."""

TITLES = frozenset(
    "mevrouw mevr mw mvr meneer mijnheer heer dhr hr mr mrs ms miss mister sir madam dr drs ir ing prof".split()
)

NO_NAMES = frozenset(
    """
    klant klanten bezoeker bezoekers gast gebruiker koper anoniem onbekend naam voornaam achternaam iemand niemand
    customer client visitor guest user buyer anonymous unknown name firstname lastname somebody nobody someone
    test tester testing demo admin info sales support service webshop winkel shop store contact mail email hallo hello
    hi hoi hey dag goedemorgen goedemiddag goedenavond vraag question help hulp bestelling order retour return xxx abc
    asdf qwerty none null nvt nee ja yes no
    """.split()
)
"""What people write into a name field that is no name."""

WORDS_THAT_ARE_NAMES = frozenset(
    """
    aan al an ans are art as bas bart beer bel ben berg bert bij bill bloem bo boer bob bon bos brand brink brood brook
    brown bruin buck burg can candy carol chance chase cherry christian chuck crystal daan dag dan dale dawn dean dennis
    dijk dille dirk don door draak drew duke duty earl ed ela elk els em en eva eve faith fee fern fien fleur floor
    florence foot ford fox frank frans gay gene ginger glen goed goud grace graf grant gray green grijs groen groot guy
    haas hal hand hans harm hart hazel heath heather heer hei hein hen herman holly hope hoop hugo hunter huis imke iris
    ivy jack jade jager jan jasmijn jasmine jet jewel jong joost jos joy jude july june juni justice kaart kate kees kei
    kelly kers king klaas klaver klein klok knight kok koning kool koos kort kroon kruis kuiper kust laan lam lance land
    lang lars lee leeuw leven levi licht lief lies lily linde lot lotte luc luck lucht lucky maan maart maas madelief
    major man manus marc mark marker mars mart mason mate max may mee meer mees meester mei melody mercy merel merit
    mike miles milk min misty molen molly mop morgen mos muis naald nick nico nieuw noa noor noord norm olijf olive oma
    oost opa otter oud page park pascal pat patience paul pearl peer pen penny peter piet pim pin pip pit pol poppy post
    prince priya prudence puck raaf rain ram ray red reed rein ria rich rik ring rit river rob robin rood roos rose rosa
    roy ruby rust rusty sam sandy sas schat schipper scott sien sil ski sky skip slot smit sol sonny sophie spark star
    stan ster sterre stern steven stier stone stijn storm sue summer sunny tak tamar tas teun ties tim toni tom ton tony
    toon top tor tuin ulrich vera vic victor violet visser vlam vogel vos vrede vries vrij waard wade walker walt wan
    warren water wave way week wei wel west wil will wim wind winter wit wolf wood young yara zand zee zeger zoet zomer
    zon zuid zwaan zwart april augustus august bakker baker smid smith cook cooper mulder slager meijer post mei
    """.split()
)
"""First and family names that are, or look like, Dutch or English words: names only where a name's capital says so."""
