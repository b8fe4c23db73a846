"""Everyday words of a shop's desk in Dutch and English, folded; data only.

Each line: Dutch words, a bar, English words of about the same meaning.
"""

_LINES = """
retour retourneren terugsturen terugbrengen | return returns
retourlabel | label
ruilen omruilen omwisselen | exchange swap
bestelling bestellen besteld order | order ordered
bezorging bezorgen levering leveren geleverd levertijd | delivery deliver delivered shipping
verzending verzenden verzonden versturen verzendkosten | shipping ship shipped
pakket pakketje zending | parcel package
volgen | track tracking
betaling betalen afrekenen betaalmethoden | payment pay checkout
achteraf | later
termijnen | instalments installments
terugbetaling geld | refund money
factuur rekening | invoice bill
bon kassabon aankoopbon | receipt
prijs kosten tarief | price cost costs fee
korting kortingscode actie aanbieding | discount coupon promotion
cadeaubon cadeaukaart waardebon tegoedbon | voucher gift-card gift
annuleren afzeggen geannuleerd | cancel cancellation cancelled
opzeggen | cancel terminate
abonnement | subscription
wijzigen veranderen aanpassen | change modify
verzetten verplaatsen omboeken | reschedule rebook
adres | address
verhuizen verhuizing | move moving
wachtwoord | password
inloggen aanmelden | login sign
account | account
garantie | warranty guarantee
reparatie repareren herstellen | repair fix
kapot defect stuk | broken defective faulty
beschadigd schade | damaged damage
onderdeel onderdelen | part parts
klacht | complaint
winkel filiaal vestiging | shop store branch
openingstijden open geopend | opening hours open
afspraak | appointment
reserveren reservering boeken boeking | book booking reserve reservation
voorraad leverbaar beschikbaar | stock available availability
maat maten maattabel | size sizes
kleur kleuren | colour color
gewicht kilo | weight
leeftijd | age
fiets rijwiel | bike bicycle
ebike e-bike | ebike e-bike electric
kinderfiets | child children bike
accu batterij | battery
opladen laden lader oplader laadt | charge charging charger charges
band lekke lek | tyre tire puncture flat
ketting | chain
rem remmen | brake brakes
slot | lock
sleutel | key
helm | helmet
zadel | saddle
verlichting lamp | light lights
proefrit | test ride
onderhoud beurt | service maintenance
verzekering verzekeren verzekerd | insurance insure insured
diefstal gestolen | theft stolen
kwijt verloren | lost
inruil inruilen | trade-in trade
lease leasen | lease leasing
zakelijk bedrijf | business company
klant klanten | customer customers
telefoon telefoonnummer bellen | phone call telephone
privacy gegevens | privacy data
verwijderen | delete remove
nieuwsbrief | newsletter
nederland belgie buitenland | netherlands belgium abroad
weer wind regen | weather wind rain
springen sprong parachutespringen | jump skydive skydiving
tandemsprong | tandem jump
foto fotos video film | photo photos video
gezondheid medisch zwanger | health medical pregnant
kleding kleren schoenen | clothing clothes shoes
ticket kaartje kaartjes | ticket tickets
vlucht vliegtuig | flight plane
bagage koffer | luggage baggage suitcase
stoel zitplaats | seat
hotel kamer | hotel room
internet wifi | internet wifi
storing | outage fault
handleiding | manual
installeren installatie | install installation
monteren montage | assembly assemble mount
ophalen afhalen | collect pickup pick
thuis huis | home
gratis | free
nieuw nieuwe | new
tweedehands gebruikt | used second-hand
"""

SHOP_WORDS: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = tuple(
    (tuple(dutch.split()), tuple(english.split()))
    for dutch, _bar, english in (line.partition("|") for line in _LINES.strip().splitlines())
)
"""Dutch words with the English ones of about the same meaning."""
