"""Starting words of the club's papers: dated texts, which the centre corrects and words anew.

A line that begins with § or # is a heading, with - a point of a list; any other is a paragraph. Names in
braces are filled in, and of {kobieta/mężczyzna} the word for the person's sex.
"""

import re
from collections.abc import Mapping

from participants.models import Person

RULES, DECLARATION, CLAUSE = "kis-regulamin", "kis-deklaracja", "kis-klauzula-rodo"

ACT = "ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym (Dz.U. z 2025 r. poz. 1718)"

RULES_TEXT = f"""\
§ 1. Klub
{{klub}} działa w: {{osrodek}}, na podstawie art. 18 {ACT}.
Klub pomaga wrócić do życia społecznego i na rynek pracy. Prowadzi zajęcia, poradnictwo i pracę \
socjalną.
§ 2. Udział
- Udział jest dobrowolny (art. 18 ust. 3).
- Warunkiem udziału jest realizacja kontraktu socjalnego (art. 18 ust. 4).
- Okres udziału ustala się z każdą osobą osobno (art. 18 ust. 5) i zapisuje w kontrakcie.
- Udział jest bezpłatny.
§ 3. Prawa osoby uczestniczącej
- szacunek, prywatność i poufność rozmów,
- wyjaśnienie każdego pisma prostymi słowami, przed podpisem,
- wpływ na cele i działania w kontrakcie oraz ich zmianę,
- rezygnacja z udziału w każdej chwili, bez podania powodu,
- zaświadczenie po zakończeniu udziału (art. 18 ust. 5a).
§ 4. Obowiązki osoby uczestniczącej
- udział w uzgodnionych zajęciach i działania z kontraktu,
- trzeźwość na zajęciach, szacunek dla innych i dbanie o sprzęt,
- poufność tego, co inni mówią o sobie na zajęciach,
- wiadomość o zmianie adresu, telefonu i o nabyciu prawa do emerytury, zasiłku dla bezrobotnych lub \
innego świadczenia, o które pytano przy przyjęciu.
§ 5. Nieobecność
O nieobecności trzeba zawiadomić klub tego samego dnia, najlepiej przed zajęciami: telefonicznie lub \
osobiście. Dłuższą nieobecność, na przykład z powodu opieki nad bliską osobą, zapisuje się jako przerwę \
w udziale.
§ 6. Przerwanie udziału
Gdy działania z kontraktu nie są wykonywane, pracownik socjalny najpierw rozmawia o przyczynach i o \
zmianie kontraktu. Udział można przerwać, gdy to nie pomogło, a także gdy ktoś zagraża innym na \
zajęciach.
§ 7. Uwagi i skargi
Uwagi przyjmuje każdy pracownik klubu. Skargę można złożyć do kierownictwa ośrodka, ustnie lub na \
piśmie: {{kontakt}}.
"""
DECLARATION_TEXT = f"""\
Deklaruję udział w zajęciach klubu: {{klub}}, {{osrodek}}. Wiem, że udział jest dobrowolny, a jego \
warunkiem jest realizacja kontraktu socjalnego (art. 18 ust. 3 i 4 {ACT}).
Oświadczam, że:
- {{zapoznałam/zapoznałem}} się z regulaminem klubu i będę go przestrzegać,
- nie mam prawa do zasiłku dla bezrobotnych, zasiłku ani świadczenia przedemerytalnego, renty \
strukturalnej, emerytury ani nauczycielskiego świadczenia kompensacyjnego (art. 1 ust. 3 ustawy),
- mieszkam lub przebywam na terenie gminy: {{gmina}},
- {{otrzymałam/otrzymałem}} informację o przetwarzaniu moich danych osobowych.
Zawiadomię klub o zmianie adresu i telefonu oraz o nabyciu prawa do któregoś z wymienionych świadczeń.
"""
CLAUSE_TEXT = f"""\
Informacja na podstawie art. 13 rozporządzenia (UE) 2016/679 z 27 kwietnia 2016 r. (RODO).
# Kto odpowiada za dane
Administratorem danych jest {{osrodek}}. Kontakt: {{kontakt}}.
# Inspektor ochrony danych
{{iod}}
# Po co i na jakiej podstawie
- Dane są potrzebne do przyjęcia do klubu, kontraktu socjalnego, zajęć, zaświadczenia i sprawozdań, \
których wymaga prawo: art. 6 ust. 1 lit. c i e RODO w związku z art. 1 i 18 {ACT} oraz ustawą z dnia 12 \
marca 2004 r. o pomocy społecznej.
- Dane szczególnie chronione zbiera się tylko wtedy, gdy od nich zależy prawo do udziału lub pomoc: art.\
 9 ust. 2 lit. b i art. 10 RODO w związku z art. 100 ustawy o pomocy społecznej.
# Komu dane są przekazywane
Podmiotom uprawnionym z mocy prawa, w szczególności urzędowi pracy i wojewodzie, oraz firmom, które na \
zlecenie ośrodka utrzymują jego programy. Danych nie przekazuje się poza Europejski Obszar Gospodarczy.
# Jak długo
Tak długo, jak wymaga tego wykaz akt ośrodka; liczy się od 1 stycznia po roku, w którym sprawa się \
zakończyła.
# Prawa
- dostęp do danych i ich kopia, sprostowanie, ograniczenie przetwarzania,
- sprzeciw wobec przetwarzania opartego na art. 6 ust. 1 lit. e RODO,
- skarga do Prezesa Urzędu Ochrony Danych Osobowych.
# Czy dane trzeba podać
Udział w klubie jest dobrowolny. Bez danych, których wymaga ustawa, nie można jednak przyjąć do klubu \
ani zawrzeć kontraktu. Decyzji nie podejmuje się automatycznie i nie tworzy się profili.
"""

HOW = "wiersz od § lub #: nagłówek, od -: punkt"
# Key, what it is, words, source.
CLUB_TEXTS = [
    (RULES, f"Regulamin KIS ({HOW})", RULES_TEXT, "art. 18 ustawy o zatrudnieniu socjalnym"),
    (
        DECLARATION,
        f"Deklaracja uczestnictwa w KIS ({HOW})",
        DECLARATION_TEXT,
        "art. 1 ust. 3 i art. 18 ust. 3 i 4 ustawy o zatrudnieniu socjalnym",
    ),
    (CLAUSE, f"Klauzula informacyjna KIS ({HOW})", CLAUSE_TEXT, "art. 13 RODO"),
]

BY_SEX = re.compile(r"\{([^{}/]+)/([^{}/]+)\}")
Block = tuple[str, str | list[str]]


def filled(text: str, names: Mapping[str, str], sex: str) -> str:
    """With the names and the words for the sex; what nobody knows stays as it was written."""
    for name, words in names.items():
        text = text.replace(f"{{{name}}}", words)
    return BY_SEX.sub(lambda found: by_sex(sex, *found.groups()), text)


def by_sex(sex: str, woman: str, man: str) -> str:
    known = {Person.Sex.WOMAN: woman, Person.Sex.MAN: man}
    return known.get(sex, f"{woman} / {man}")


def blocks(text: str) -> list[Block]:
    """("heading" or "paragraph", words) and ("points", their list), in the order of the lines."""
    found: list[Block] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        if line[0] in "§#":
            found.append(("heading", line.removeprefix("#").strip()))
        elif line[0] not in "-–•":
            found.append(("paragraph", line))
        elif found and found[-1][0] == "points":
            found[-1][1].append(line[1:].strip())
        else:
            found.append(("points", [line[1:].strip()]))
    return found
