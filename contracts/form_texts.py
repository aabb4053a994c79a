"""The words of the official form, box by box, as the program loads them.

Annex to the regulation of the Minister of Labour and Social Policy of 8 November 2010 (Dz.U. nr 218
poz. 1439): a normative act, printed as it stands. `dzis` alone is the centre's own line. A number in
brackets, (1), is the form's mark of a note.
"""

_ACT_THEN = (
    "ustawy z dnia 12 marca 2004 r. o pomocy społecznej, "
    "Dz. U. z 2009 r. Nr 175, poz. 1362, z późn. zm."
)
_ACQUAINTED = (
    "została zapoznana z treścią art. 11 ust. 2 oraz art. 109 ustawy z dnia 12 marca 2004 r. o pomocy "
    "społecznej (Dz. U. z 2009 r. Nr 175, poz. 1362, z późn. zm.)."
)
_PURPOSE_A = "w zakresie rozwiązywania trudnej sytuacji życiowej"
_PURPOSE_B = (
    "w celu wzmocnienia aktywności i samodzielności życiowej, zawodowej lub przeciwdziałania wykluczeniu "
    "społecznemu"
)
_ARTICLE_49 = (
    " (dotyczy osób będących w szczególnej sytuacji na rynku pracy, o których mowa w art. 49 ustawy z dnia "
    "20 kwietnia 2004 r. o promocji zatrudnienia i instytucjach rynku pracy, Dz. U. z 2008 r. Nr 69, "
    "poz. 415, z późn. zm.)"
)
_LABOUR_MARKET_NOW = (
    "; w miejsce art. 49 uchylonej ustawy: art. 198 ustawy z dnia 20 marca 2025 r. o rynku pracy i służbach "
    "zatrudnienia (Dz.U. z 2025 r. poz. 620)"
)

_HEAD = f"""\
pieczec | (pieczęć ośrodka pomocy społecznej)
data | Data zawarcia kontraktu socjalnego
tytul | KONTRAKT SOCJALNY
wstep | określający sposób współdziałania między:
wstep.1 | 1) osobą/rodziną a pracownikiem socjalnym w zakresie rozwiązywania trudnej sytuacji życiowej \
(część I A i II A);
wstep.2 | 2) osobą a pracownikiem socjalnym w celu wzmocnienia aktywności i samodzielności życiowej, \
zawodowej lub przeciwdziałania wykluczeniu społecznemu (część I B i II B)
podstawa | (art. 108 {_ACT_THEN})
"""

_PERSON = """\
I | I. Strony kontraktu socjalnego
I.1.1 | 1 Nazwisko
I.1.2 | 2 Imię
I.1.3 | 3 Adres zamieszkania/pobytu
I.1.4 | 4 Numer PESEL lub nazwa i numer dokumentu tożsamości w przypadku braku numeru PESEL
I.2.1 | Nazwisko
I.2.2 | Imię
I.2.3 | Nr telefonu kontaktowego
"""

_TABLE = """\
strona | Pani/Pan
pracownik | Pracownik socjalny
termin | w terminie
"""

_SIGNATURES = """\
podpis.osoba | (data i podpis osoby zawierającej kontrakt socjalny)
podpis.pracownik | (data, podpis i pieczątka pracownika socjalnego)
"""

_ARRANGEMENTS = """\
IV | IV. W przypadku braku możliwości wynegocjowania kontraktu socjalnego stronom przysługuje prawo do \
wystąpienia do kierownika ośrodka pomocy społecznej o rozstrzygnięcie kwestii spornych.
V | V. Ocena realizacji działań ustalonych w kontrakcie socjalnym nastąpi w dniu
VI | VI. Strony kontraktu socjalnego mogą, przed dniem oceny realizacji ustalonych w nim działań, uzgodnić \
konieczność wprowadzenia zmian kontraktu socjalnego.
VII | VII. Ustalenia dotyczące sposobu przekazywania ewentualnych świadczeń, w tym pomocy pieniężnej, \
korespondencji i innych
"""
_COPIES = """\
IX | IX. Kontrakt socjalny został sporządzony w dwóch jednobrzmiących egzemplarzach, po jednym dla każdej \
ze stron.
"""

PART_1A = f"""{_HEAD}\
czesc | CZĘŚĆ I A
nazwa | USTALENIA KONTRAKTU SOCJALNEGO
cel | {_PURPOSE_A}
{_PERSON}\
I.1 | 1. Dane osoby/rodziny(1) zawierającej kontrakt socjalny
I.2 | 2. Dane pracownika socjalnego ośrodka pomocy społecznej
II | II. Ocena sytuacji życiowej osoby/rodziny i ustalone w związku z tą sytuacją cele/plan pracy socjalnej
II.1 | 1. Przyczyny trudnej sytuacji życiowej
II.2 | 2. Możliwości osoby/rodziny pozwalające na rozwiązanie trudnej sytuacji życiowej
II.3 | 3. Ograniczenia osoby/rodziny lub bariery w środowisku powodujące utrudnienia w rozwiązywaniu \
trudnej sytuacji życiowej
II.4 | 4. Cele, które ma osiągnąć osoba/rodzina, umożliwiające przezwyciężenie trudnej sytuacji życiowej
II.4.1 | 4.1 cel lub cele główne(2)
II.4.2 | 4.2 cele szczegółowe i przewidywane efekty działania
III | III. Dla osiągnięcia celów, o których mowa w pkt II.4, strony podejmują następujące działania(3)
dzialanie | działanie(4)
{_TABLE}{_ARRANGEMENTS}\
VIII | VIII. Osoba/rodzina zawierająca kontrakt socjalny {_ACQUAINTED}
{_COPIES}{_SIGNATURES}\
nota.1 | W przypadku rodziny wpisać w kolejnych rubrykach dane wszystkich członków rodziny, których będą \
dotyczyć postanowienia kontraktu socjalnego.
nota.2 | W odniesieniu do podstawowej przyczyny powodującej trudną sytuację życiową z uwzględnieniem \
indywidualnych cech osoby (osób) podpisującej(ych) kontrakt socjalny.
nota.3 | Wpisać osoby będące stronami, z którymi zawiera się kontrakt socjalny, zgodnie z tabelą w pkt I.
nota.4 | W kolejnych rubrykach wpisać zobowiązania odnośnie do celów szczegółowych, o których mowa w \
pkt II.4.2 lit. a–e."""

PART_1B = f"""{_HEAD}\
czesc | CZĘŚĆ I B
nazwa | USTALENIA KONTRAKTU SOCJALNEGO
cel | {_PURPOSE_B}{_ARTICLE_49}
{_PERSON}\
I.1 | 1. Dane osoby zawierającej kontrakt socjalny
I.2 | 2. Dane pracownika socjalnego jednostki organizacyjnej pomocy społecznej
II | II. Ocena sytuacji życiowej osoby bezrobotnej
II.1 | 1. Przyczyny aktualnej sytuacji życiowej osoby bezrobotnej
II.2 | 2. Możliwości osoby bezrobotnej oraz możliwości występujące w środowisku pozwalające na wzmocnienie \
aktywności i samodzielności lub przeciwdziałanie wykluczeniu społecznemu
II.3 | 3. Ograniczenia występujące po stronie osoby bezrobotnej lub bariery w środowisku powodujące \
trudności we wzmocnieniu aktywności i samodzielności lub w przeciwdziałaniu wykluczeniu społecznemu
II.4 | 4. Od kiedy jest osobą bezrobotną i jakie były podejmowane działania przeciwdziałające tej sytuacji \
oraz wzmacniające aktywność i samodzielność życiową, zawodową lub przeciwdziałające wykluczeniu społecznemu
II.5 | 5. Przyczyny niepowodzenia działań, o których mowa w pkt 4
II.6 | 6. Efekty podjętych działań, o których mowa w pkt 4, wymagające dalszego wsparcia
II.7 | 7. Cele, które ma osiągnąć osoba, aby wzmocnić aktywność i samodzielność życiową, zawodową lub \
przeciwdziałać wykluczeniu społecznemu
II.7.1 | 7.1 cel lub cele główne(1)
II.7.2 | 7.2 cele szczegółowe i przewidywane efekty działania:
III | III. W celu wzmocnienia aktywności i samodzielności życiowej, zawodowej lub przeciwdziałania \
wykluczeniu społecznemu strony podejmują następujące działania, w tym także finansowane z różnych źródeł
dzialanie | działanie(2)
{_TABLE}{_ARRANGEMENTS}\
VIII | VIII. Osoba bezrobotna zawierająca kontrakt socjalny {_ACQUAINTED}
{_COPIES}{_SIGNATURES}\
nota.1 | W odniesieniu do podstawowej przyczyny powodującej trudną sytuację życiową z uwzględnieniem \
indywidualnych cech osoby podpisującej kontrakt socjalny.
nota.2 | W odniesieniu do celów określonych w pkt II.7.2 lit. a–f."""


def _assessment(of_goals: int, of_next: int) -> str:
    return f"""\
nazwa | OCENA REALIZACJI DZIAŁAŃ USTALONYCH W KONTRAKCIE SOCJALNYM
I | I. Ocena dokonana przez strony oraz wnioski z realizacji poszczególnych postanowień kontraktu \
socjalnego ustalonych w dniu({of_goals})
I.1 | 1. Kontrakt socjalny jest realizowany zgodnie z ustaleniami – nie wymaga dokonywania zmian.
I.2 | 2. Kontrakt socjalny wymaga wprowadzenia zmian i podjęcia przez strony następujących działań
{_TABLE}\
II | II. W przypadku braku możliwości wynegocjowania zmian kontraktu socjalnego stronom przysługuje prawo do \
wystąpienia do kierownika ośrodka pomocy społecznej o rozstrzygnięcie kwestii spornych.
III | III. Ocena realizacji zmian wprowadzonych do kontraktu socjalnego nastąpi w dniu({of_next})
IV | IV. Strony kontraktu socjalnego mogą, przed dniem oceny realizacji zmian wprowadzonych do kontraktu \
socjalnego, uzgodnić konieczność wprowadzenia dodatkowych zmian w kontrakcie socjalnym.
VI | VI. Sporządzono w dwóch jednobrzmiących egzemplarzach, po jednym dla każdej ze stron.
{_SIGNATURES}"""


PART_2A = f"""\
czesc | CZĘŚĆ II A
cel | {_PURPOSE_A}
{_assessment(5, 7)}\
V | V. Osoba/rodzina zawierająca kontrakt socjalny {_ACQUAINTED}
nota.5 | Wypełnić w odniesieniu do celów określonych w kontrakcie socjalnym.
nota.6 | W kolejnych rubrykach wpisać zobowiązania odnośnie do celów szczegółowych, o których mowa w \
części I A pkt II.4.2 lit. a–e.
nota.7 | Do kolejnej oceny stosuje się część II A wzoru kontraktu socjalnego.
dzialanie | działanie(6)"""

PART_2B = f"""\
czesc | CZĘŚĆ II B
cel | {_PURPOSE_B}{_ARTICLE_49}
{_assessment(3, 5)}\
V | V. Osoba zawierająca kontrakt socjalny {_ACQUAINTED}
nota.3 | Wypełnić w odniesieniu do celów określonych w części I B wzoru kontraktu socjalnego.
nota.4 | W odniesieniu do części I B pkt III wzoru kontraktu socjalnego.
nota.5 | Do kolejnej oceny kontraktu socjalnego stosuje się część II B wzoru kontraktu socjalnego.
dzialanie | działanie(4)"""


def with_todays_law(part: str, assistance: str, *, is_b: bool) -> str:
    """The part with the centre's own line: where the acts that the form names stand today."""
    more = _LABOUR_MARKET_NOW if is_b else ""
    return f"{part}\ndzis | Stan prawny w dniu wydruku: {assistance}{more}."
