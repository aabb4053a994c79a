"""The library that a new centre starts from: for each group of art. 1 ust. 2, and for everybody.

Numbers of the groups are those of the act on social employment. Plain words are short sentences of the person
themselves, without past tense: it would name their sex.
"""

from dataclasses import dataclass

from django.db import transaction

from contracts.models import Action, LibraryAction, LibraryGoal

HOMELESS, ALCOHOL, DRUGS, DISORDERS, LONG_UNEMPLOYED, RELEASED, REFUGEES, DISABLED = range(1, 9)
A, BOTH, B = LibraryGoal.Type.A, LibraryGoal.Type.BOTH, LibraryGoal.Type.B


@dataclass(frozen=True)
class Does:
    side: str
    text: str
    plain: str
    months: int


def person(text: str, plain: str, months: int) -> Does:
    return Does(Action.Side.PERSON, text, plain, months)


def worker(text: str, plain: str, months: int) -> Does:
    return Does(Action.Side.WORKER, text, plain, months)


@dataclass(frozen=True)
class Aim:
    """A goal of the library; `code` is what it is found by again, whatever the centre makes of its words."""

    code: str
    text: str
    effect: str
    plain: str
    actions: tuple[Does, ...]
    categories: tuple[int, ...] = ()
    type: str = BOTH


LIBRARY = [
    Aim(
        "bezdomnosc-program",
        "Realizacja indywidualnego programu wychodzenia z bezdomności",
        "Wykonane kolejne kroki programu i bezpieczne miejsce pobytu.",
        "Idę krok po kroku według mojego programu.",
        (
            person(
                "Wykonywanie kroków zapisanych w programie",
                "Robię po kolei to, co jest zapisane w programie.",
                6,
            ),
            person(
                "Spotkanie z pracownikiem socjalnym co dwa tygodnie",
                "Co dwa tygodnie spotykam się z pracownikiem socjalnym.",
                6,
            ),
            person(
                "Dbanie o miejsce pobytu i przestrzeganie jego zasad",
                "Dbam o miejsce, w którym mieszkam. Znam jego zasady.",
                6,
            ),
            worker(
                "Pomoc w zapewnieniu miejsca pobytu i ubezpieczenia zdrowotnego",
                "Pracownik socjalny pomaga mi mieć gdzie mieszkać i mieć ubezpieczenie.",
                1,
            ),
            worker(
                "Omawianie kolejnych kroków programu i pomoc w urzędach",
                "Omawiamy kolejne kroki. Pracownik socjalny pomaga mi w urzędach.",
                6,
            ),
        ),
        categories=(HOMELESS,),
    ),
    Aim(
        "mieszkanie",
        "Własne miejsce zamieszkania",
        "Złożony wniosek o lokal i mieszkanie, które można utrzymać.",
        "Szukam mieszkania. Chcę mieszkać u siebie.",
        (
            person(
                "Złożenie wniosku o najem lokalu z zasobu gminy",
                "Składam w gminie wniosek o mieszkanie.",
                2,
            ),
            person(
                "Sprawdzanie ofert pokoi i mieszkań co tydzień",
                "Co tydzień szukam ogłoszeń o pokojach i mieszkaniach.",
                6,
            ),
            person(
                "Odkładanie co miesiąc ustalonej kwoty na kaucję i wyposażenie",
                "Co miesiąc odkładam trochę pieniędzy na mieszkanie.",
                6,
            ),
            worker(
                "Pomoc w wypełnieniu wniosku i w rozmowie z wynajmującym",
                "Pracownik socjalny pomaga wypełnić wniosek i rozmawiać z właścicielem.",
                2,
            ),
            worker(
                "Sprawdzenie, czy jest wolne mieszkanie treningowe lub wspomagane",
                "Pracownik socjalny sprawdza, czy ośrodek ma dla mnie mieszkanie na początek.",
                3,
            ),
        ),
        categories=(HOMELESS, RELEASED),
    ),
    Aim(
        "abstynencja",
        "Utrzymanie abstynencji i dalsze leczenie",
        "Ciągłość leczenia i wsparcie, do którego można wrócić w trudnej chwili.",
        "Żyję bez alkoholu i narkotyków. Korzystam z pomocy poradni.",
        (
            person(
                "Regularne wizyty w poradni leczenia uzależnień",
                "Chodzę na wizyty do poradni.",
                6,
            ),
            person(
                "Udział w spotkaniach grupy wsparcia raz w tygodniu",
                "Raz w tygodniu chodzę na spotkanie grupy.",
                6,
            ),
            person(
                "Ustalenie z terapeutą, co robić w trudnej chwili",
                "Ustalam z terapeutą, co robić w trudnej chwili. Wiem, do kogo zadzwonić.",
                2,
            ),
            worker(
                "Pomoc w umówieniu wizyty i wskazanie grup wsparcia w okolicy",
                "Pracownik socjalny pomaga umówić wizytę. Mówi, gdzie są grupy wsparcia.",
                1,
            ),
            worker(
                "Rozmowa co dwa tygodnie, także wtedy, gdy abstynencja została przerwana",
                "Co dwa tygodnie rozmawiamy. Przychodzę także wtedy, gdy jest trudno.",
                6,
            ),
        ),
        categories=(ALCOHOL, DRUGS),
    ),
    Aim(
        "wolny-czas",
        "Wolny czas i relacje, które wspierają zdrowie",
        "Stałe zajęcie w tygodniu i kontakt z osobami, które dają oparcie.",
        "Mam co robić w wolnym czasie. Spotykam się z ludźmi, którzy mnie wspierają.",
        (
            person(
                "Wybór jednego stałego zajęcia: w klubie, bibliotece, domu kultury, klubie sportowym",
                "Wybieram jedno zajęcie. Chodzę na nie co tydzień.",
                2,
            ),
            person(
                "Odnowienie kontaktu z wybraną bliską osobą",
                "Odzywam się do bliskiej osoby.",
                3,
            ),
            worker(
                "Przedstawienie zajęć dostępnych w okolicy i pierwsza wspólna wizyta",
                "Pracownik socjalny mówi, gdzie są zajęcia. Pierwszy raz idziemy razem.",
                1,
            ),
        ),
        categories=(ALCOHOL, DRUGS, DISORDERS),
    ),
    Aim(
        "samopoczucie",
        "Stabilne samopoczucie i stałe wsparcie",
        "Ciągłość leczenia i plan na trudniejsze dni.",
        "Dbam o swoje samopoczucie. Wiem, kto mi pomoże, gdy jest gorzej.",
        (
            person(
                "Wizyty w poradni zdrowia psychicznego w ustalonych terminach",
                "Chodzę do poradni w umówione dni.",
                6,
            ),
            person(
                "Zapisanie, co pomaga w gorszych dniach i do kogo można zadzwonić",
                "Zapisuję, co mi pomaga i do kogo dzwonię, gdy jest gorzej.",
                2,
            ),
            person(
                "Udział w zajęciach w grupie w tempie, które odpowiada osobie",
                "Chodzę na zajęcia w grupie. Robię przerwę, gdy jej potrzebuję.",
                6,
            ),
            worker(
                "Pomoc w kontakcie z poradnią, centrum zdrowia psychicznego lub środowiskowym domem "
                "samopomocy",
                "Pracownik socjalny pomaga znaleźć poradnię albo miejsce wsparcia na co dzień.",
                1,
            ),
            worker(
                "Rozmowa o przebiegu kontraktu co dwa tygodnie, w razie potrzeby w domu",
                "Co dwa tygodnie rozmawiamy. Jeśli trzeba, pracownik socjalny przychodzi do mnie.",
                6,
            ),
        ),
        categories=(DISORDERS,),
    ),
    Aim(
        "szukanie-pracy",
        "Gotowość do rozmowy z pracodawcą i szukanie pracy",
        "Aktualne CV, rozmowy u pracodawców i podjęta praca.",
        "Przygotowuję się do rozmów o pracę. Szukam pracy.",
        (
            person(
                "Przygotowanie CV na warsztacie w KIS",
                "Piszę swój życiorys na warsztacie.",
                1,
            ),
            person(
                "Cztery spotkania z doradcą zawodowym",
                "Cztery razy spotykam się z doradcą.",
                3,
            ),
            person(
                "Wysyłanie co tydzień co najmniej dwóch zgłoszeń do pracodawców",
                "Co tydzień wysyłam dwa zgłoszenia do pracy.",
                6,
            ),
            worker(
                "Umówienie doradcy zawodowego i przekazywanie ofert pracy",
                "Pracownik socjalny umawia doradcę. Daje mi oferty pracy.",
                1,
            ),
            worker(
                "Rozmowa po każdym spotkaniu z pracodawcą",
                "Po każdej rozmowie o pracę omawiamy, co się udało.",
                6,
            ),
        ),
        categories=(LONG_UNEMPLOYED, RELEASED),
        type=B,
    ),
    Aim(
        "umiejetnosci",
        "Aktualne umiejętności potrzebne w pracy",
        "Ukończony kurs lub warsztat, potwierdzony zaświadczeniem.",
        "Uczę się tego, co jest potrzebne w pracy.",
        (
            person(
                "Udział w warsztacie komputerowym w KIS, dwa razy w tygodniu",
                "Chodzę na warsztat komputerowy dwa razy w tygodniu.",
                3,
            ),
            person(
                "Wybór kursu zawodowego razem z doradcą i ukończenie go",
                "Wybieram kurs razem z doradcą. Kończę ten kurs.",
                6,
            ),
            worker(
                "Zapisanie na warsztat i rozmowa o postępach raz w miesiącu",
                "Pracownik socjalny zapisuje mnie na warsztat. Raz w miesiącu rozmawiamy.",
                3,
            ),
            worker(
                "Sprawdzenie, kto może sfinansować kurs: PUP albo inny program",
                "Pracownik socjalny sprawdza, kto zapłaci za kurs.",
                2,
            ),
        ),
        categories=(LONG_UNEMPLOYED,),
        type=B,
    ),
    Aim(
        "rytm-pracy",
        "Powrót do rytmu pracy",
        "Przepracowane ustalone godziny i dobra opinia z miejsca pracy.",
        "Po trochu wracam do pracy.",
        (
            person(
                "Podjęcie prac społecznie użytecznych po skierowaniu z PUP",
                "Pracuję kilka godzin w tygodniu tam, gdzie skieruje mnie urząd pracy.",
                6,
            ),
            person(
                "Przychodzenie w ustalone dni i informowanie o nieobecności",
                "Przychodzę na czas. Gdy nie mogę przyjść, dzwonię.",
                6,
            ),
            worker(
                "Zgłoszenie do listy osób do prac społecznie użytecznych i omówienie miejsca pracy",
                "Pracownik socjalny zgłasza mnie do tych prac. Omawiamy, gdzie mogę pracować.",
                2,
            ),
            worker(
                "Kontakt z miejscem pracy raz w miesiącu",
                "Raz w miesiącu pracownik socjalny pyta w miejscu pracy, jak mi idzie.",
                6,
            ),
        ),
        categories=(LONG_UNEMPLOYED,),
        type=B,
    ),
    Aim(
        "po-zakladzie-karnym",
        "Powrót do życia w swoim środowisku",
        "Załatwione sprawy z pierwszych tygodni i stały kontakt z osobami, które wspierają.",
        "Wracam do codziennego życia. Załatwiam najważniejsze sprawy.",
        (
            person(
                "Rejestracja w PUP i wyrobienie brakujących dokumentów",
                "Rejestruję się w urzędzie pracy. Wyrabiam dokumenty, których mi brakuje.",
                1,
            ),
            person(
                "Spotkania z kuratorem w ustalonych terminach, jeśli jest wyznaczony",
                "Jeśli mam kuratora, spotykam się z nim w umówione dni.",
                6,
            ),
            person(
                "Udział w zajęciach KIS lub w grupie wsparcia",
                "Chodzę na zajęcia w klubie albo na grupę wsparcia.",
                6,
            ),
            worker(
                "Pomoc w uzyskaniu pomocy postpenitencjarnej i świadczeń na pierwszy okres",
                "Pracownik socjalny pomaga załatwić pieniądze i rzeczy na początek.",
                1,
            ),
            worker(
                "Rozmowa raz w miesiącu o relacjach z bliskimi i o tym, co daje oparcie",
                "Raz w miesiącu rozmawiamy o moich bliskich i o tym, co mi pomaga.",
                6,
            ),
        ),
        categories=(RELEASED,),
    ),
    Aim(
        "jezyk-polski",
        "Język polski w codziennych sprawach",
        "Samodzielna rozmowa w sklepie, u lekarza, w szkole i w urzędzie.",
        "Uczę się polskiego. Chcę rozmawiać bez tłumacza.",
        (
            person(
                "Udział w kursie języka polskiego dwa razy w tygodniu",
                "Chodzę na kurs polskiego dwa razy w tygodniu.",
                6,
            ),
            person(
                "Rozmowy po polsku na zajęciach w klubie",
                "Rozmawiam po polsku na zajęciach w klubie.",
                6,
            ),
            worker(
                "Znalezienie bezpłatnego kursu i zapisanie na niego",
                "Pracownik socjalny znajduje bezpłatny kurs i zapisuje mnie.",
                1,
            ),
            worker(
                "Zapewnienie tłumacza przy ważnych rozmowach, dopóki jest potrzebny",
                "Przy ważnych rozmowach jest tłumacz, dopóki go potrzebuję.",
                3,
            ),
        ),
        categories=(REFUGEES,),
    ),
    Aim(
        "integracja",
        "Samodzielność w urzędach, szkole i pracy",
        "Wykonane kroki indywidualnego programu integracji i dzieci zapisane do szkoły.",
        "Poznaję urzędy, szkołę i pracę w Polsce.",
        (
            person(
                "Wykonywanie kroków indywidualnego programu integracji i kontakt z PCPR co najmniej dwa "
                "razy w miesiącu",
                "Robię to, co jest w moim programie. Dwa razy w miesiącu kontaktuję się z centrum pomocy "
                "rodzinie.",
                6,
            ),
            person(
                "Sprawdzenie, jak uznać dyplom lub kwalifikacje z kraju pochodzenia",
                "Sprawdzam, co zrobić, żeby mój dyplom był ważny w Polsce.",
                4,
            ),
            worker(
                "Towarzyszenie w pierwszych wizytach w urzędzie i w szkole",
                "Pierwszy raz do urzędu i do szkoły idziemy razem.",
                2,
            ),
            worker(
                "Uzgodnienie działań z PCPR, tak aby oba plany się uzupełniały",
                "Pracownik socjalny rozmawia z centrum pomocy rodzinie, żeby plany do siebie pasowały.",
                1,
            ),
        ),
        categories=(REFUGEES,),
    ),
    Aim(
        "praca-dostosowana",
        "Zajęcie lub praca dostosowane do możliwości",
        "Warsztat, staż lub praca z potrzebnym wsparciem.",
        "Szukam zajęcia albo pracy, która mi odpowiada.",
        (
            person(
                "Rozmowa z doradcą o tym, co osoba chce i może robić",
                "Rozmawiam z doradcą o tym, co chcę i mogę robić.",
                2,
            ),
            person(
                "Próba w wybranym miejscu: warsztat terapii zajęciowej, staż lub praca",
                "Próbuję zajęcia albo pracy w wybranym miejscu.",
                5,
            ),
            worker(
                "Ustalenie potrzebnych dostosowań oraz wsparcia asystenta lub trenera pracy",
                "Pracownik socjalny pyta, jakiej pomocy potrzebuję, i jej szuka.",
                2,
            ),
            worker(
                "Kontakt z pracodawcą, spółdzielnią socjalną lub warsztatem",
                "Pracownik socjalny rozmawia z miejscem, do którego chcę pójść.",
                4,
            ),
        ),
        categories=(DISABLED,),
    ),
    Aim(
        "samodzielnosc",
        "Większa samodzielność na co dzień",
        "Potrzebne orzeczenie, sprzęt i wsparcie w domu.",
        "Więcej rzeczy robię samodzielnie.",
        (
            person(
                "Złożenie wniosku o orzeczenie, sprzęt lub usunięcie barier w mieszkaniu, jeśli są potrzebne",
                "Składam wniosek o to, co ułatwi mi życie w domu.",
                2,
            ),
            person(
                "Ćwiczenie wybranej codziennej czynności, np. zakupów lub dojazdu",
                "Ćwiczę jedną codzienną rzecz, na przykład zakupy albo dojazd.",
                4,
            ),
            worker(
                "Wizyta w domu i ustalenie, co ułatwi codzienne życie",
                "Pracownik socjalny przychodzi do mnie. Ustalamy, co mi ułatwi życie.",
                1,
            ),
            worker(
                "Pomoc we wniosku o dofinansowanie i w zgłoszeniu do asystenta osobistego",
                "Pracownik socjalny pomaga napisać wnioski o pieniądze i o asystenta.",
                3,
            ),
        ),
        categories=(DISABLED,),
    ),
    Aim(
        "zajecia-kis",
        "Stały udział w zajęciach Klubu Integracji Społecznej",
        "Obecność na większości zajęć, stały rytm tygodnia, nowe kontakty.",
        "Chodzę na zajęcia w klubie. Poznaję ludzi i uczę się nowych rzeczy.",
        (
            person(
                "Udział w zajęciach KIS według tygodniowego planu",
                "Chodzę na zajęcia w dni z mojego planu.",
                6,
            ),
            person(
                "Informowanie klubu o nieobecności najpóźniej tego samego dnia",
                "Gdy nie mogę przyjść, dzwonię do klubu tego samego dnia.",
                6,
            ),
            worker(
                "Ułożenie planu zajęć razem z osobą i przekazanie go na piśmie",
                "Układamy razem plan zajęć. Dostaję go na kartce.",
                1,
            ),
            worker(
                "Rozmowa o przebiegu zajęć raz w miesiącu",
                "Raz w miesiącu rozmawiamy o zajęciach.",
                6,
            ),
        ),
    ),
    Aim(
        "dokumenty",
        "Uporządkowane dokumenty i sprawy urzędowe",
        "Ważne dokumenty i złożone wnioski o pomoc, do której jest prawo.",
        "Mam ważne dokumenty. Wiem, co i gdzie załatwić.",
        (
            person(
                "Złożenie wniosku o dowód osobisty lub inny brakujący dokument",
                "Składam wniosek o dokument, którego mi brakuje.",
                1,
            ),
            person(
                "Zebranie dokumentów potrzebnych do wniosków o świadczenia i ulgi",
                "Zbieram dokumenty potrzebne do wniosków.",
                2,
            ),
            worker(
                "Wskazanie świadczeń i ulg, do których jest prawo, i pomoc w wypełnieniu wniosków",
                "Pracownik socjalny mówi, o jaką pomoc mogę prosić. Pomaga wypełnić wnioski.",
                2,
            ),
            worker(
                "Umówienie bezpłatnej porady prawnej, jeśli jest potrzebna",
                "Jeśli potrzebny jest prawnik, pracownik socjalny umawia spotkanie. Nic nie płacę.",
                3,
            ),
        ),
    ),
    Aim(
        "budzet-i-zaleglosci",
        "Domowy budżet pod kontrolą i spłacane zaległości",
        "Ugody w sprawie zaległości i bieżące opłaty płacone w terminie.",
        "Wiem, ile mam pieniędzy i na co je wydaję. Spłacam długi po trochu.",
        (
            person(
                "Spisanie dochodów, opłat i zaległości",
                "Spisuję, ile pieniędzy dostaję, ile wydaję i jakie mam długi.",
                1,
            ),
            person(
                "Rozmowa z wierzycielami o rozłożeniu zaległości na raty",
                "Proszę o rozłożenie długu na raty.",
                2,
            ),
            person(
                "Wpłacanie rat i bieżących opłat w terminie",
                "Płacę raty i rachunki na czas.",
                6,
            ),
            worker(
                "Pomoc w ułożeniu planu spłat i w napisaniu wniosku o raty lub umorzenie",
                "Pracownik socjalny pomaga ułożyć plan spłaty i napisać prośbę o raty.",
                2,
            ),
            worker(
                "Umówienie porady w sprawie zadłużenia",
                "Pracownik socjalny umawia mnie z kimś, kto zna się na długach.",
                3,
            ),
        ),
    ),
    Aim(
        "zdrowie",
        "Zadbane zdrowie",
        "Wykonane badania i ustalone leczenie.",
        "Dbam o swoje zdrowie.",
        (
            person(
                "Wizyta u lekarza rodzinnego i wykonanie zaleconych badań",
                "Idę do lekarza. Robię badania, które zaleci.",
                2,
            ),
            person(
                "Stosowanie się do zaleceń lekarza i zgłaszanie się na wizyty",
                "Robię to, co zalecił lekarz. Chodzę na wizyty.",
                6,
            ),
            worker(
                "Pomoc w umówieniu wizyty i w dojeździe",
                "Pracownik socjalny pomaga umówić wizytę i dojechać.",
                2,
            ),
            worker(
                "Informacja o pomocy w kosztach leków i leczenia",
                "Pracownik socjalny mówi, kto może pomóc zapłacić za leki.",
                1,
            ),
        ),
    ),
    Aim(
        "dom-i-dzieci",
        "Spokojny dom i dobra opieka nad dziećmi",
        "Dzieci chodzą regularnie do szkoły lub przedszkola, a obowiązki w domu są podzielone.",
        "W domu jest spokojniej. Dzieci chodzą do szkoły.",
        (
            person(
                "Udział w warsztatach dla rodziców lub w spotkaniach z psychologiem",
                "Chodzę na spotkania dla rodziców.",
                4,
            ),
            person(
                "Rozmowa z wychowawcą dziecka co najmniej raz w miesiącu",
                "Raz w miesiącu rozmawiam z nauczycielem dziecka.",
                6,
            ),
            person(
                "Ustalenie podziału obowiązków i stałych godzin posiłków, nauki i snu",
                "Ustalamy w domu, kto co robi. Dzieci jedzą, uczą się i śpią o stałych godzinach.",
                2,
            ),
            worker(
                "Zgłoszenie na poradnictwo i warsztaty, pomoc w znalezieniu opieki nad dziećmi",
                "Pracownik socjalny zapisuje nas na spotkania. Pomaga znaleźć opiekę dla dzieci.",
                1,
            ),
            worker(
                "Rozmowa z rodziną raz w miesiącu o tym, co się udaje",
                "Raz w miesiącu rozmawiamy o tym, co się udaje.",
                6,
            ),
        ),
        type=A,
    ),
]


@transaction.atomic
def load_library() -> int:
    """Add the goals that were never there and say how many; what the centre changed or switched off stays.

    Safe to run again.
    """
    there = set(LibraryGoal.objects.exclude(code="").values_list("code", flat=True))
    new = [(place, aim) for place, aim in enumerate(LIBRARY, start=1) if aim.code not in there]
    for place, aim in new:
        goal = LibraryGoal.objects.create(
            code=aim.code,
            type=aim.type,
            categories=list(aim.categories),
            text=aim.text,
            effect=aim.effect,
            plain=aim.plain,
            position=10 * place,
        )
        LibraryAction.objects.bulk_create(
            LibraryAction(goal=goal, position=position, **vars(action))
            for position, action in enumerate(aim.actions)
        )
    return len(new)
