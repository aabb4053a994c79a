"""What the paper in plain words explains beside the contract's own words: dated texts of the centre.

One paragraph a line. Nothing here threatens: the law says *may*, and the decision is another paper.
"""

PLAIN_OPENING = "wersja-prosta-wstep"
PLAIN_REVIEWS = "wersja-prosta-ocena"
PLAIN_FAILURE = "wersja-prosta-gdy-sie-nie-uda"
PLAIN_QUESTIONS = "wersja-prosta-kogo-pytac"
# Name in the template → key of the dated text.
PLAIN_KEYS = {
    "opening": PLAIN_OPENING,
    "reviews": PLAIN_REVIEWS,
    "failure": PLAIN_FAILURE,
    "questions": PLAIN_QUESTIONS,
}

OPENING = (
    "Kontrakt to umowa. Mówi, co robi każda strona i do kiedy.\n"
    "Ta kartka wyjaśnia kontrakt prostymi słowami. Tej kartki się nie podpisuje. "
    "Ważny jest tylko kontrakt z podpisami."
)
REVIEWS = (
    "Rozmawiamy wtedy o tym, co się udało. Mówimy też, co jest za trudne. "
    "Razem ustalamy, co dalej.\n"
    "Kontrakt można zmienić także wcześniej. Zmianę zapisujemy i podpisują ją obie strony."
)
# Art. 11 ust. 2 and 3 of the act on social assistance; box IV of the form.
FAILURE = (
    "Czasem coś się nie udaje. Wtedy najlepiej od razu zadzwonić do pracownika socjalnego. "
    "Razem poszukamy innego sposobu.\n"
    "Jeśli nie możemy się zgodzić, można poprosić o pomoc kierownika ośrodka.\n"
    "Prawo mówi o tym, co może zrobić ośrodek, gdy ktoś nie robi tego, co jest w kontrakcie "
    "(art. 11 ust. 2 ustawy o pomocy społecznej). Ośrodek może wtedy zmniejszyć pomoc, nie przyznać jej "
    "albo wstrzymać pieniądze. Może, ale nie musi.\n"
    "Ośrodek myśli wtedy także o rodzinie, na przykład o dzieciach. O pomocy zawsze mówi osobne pismo: "
    "decyzja. Jeśli ktoś się z nią nie zgadza, może się odwołać. Kontrakt nie jest decyzją."
)
QUESTIONS = "Gdy coś jest niejasne, można zapytać. Pytać można zawsze i o wszystko."
