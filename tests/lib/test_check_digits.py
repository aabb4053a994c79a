import pytest

from kis.lib.check_digits import WrongNumber, read_account, read_nip, read_regon

ACCOUNT = "61109010140000071219812874"


@pytest.mark.parametrize(
    "typed",
    [
        *(ACCOUNT, f"PL{ACCOUNT}", f"pl {ACCOUNT}", "61 1090 1014 0000 0712 1981 2874"),
        *("61-1090-1014-0000-0712-1981-2874", "61.10901014.0000071219812874"),
        *("PL61-1090-1014-0000-0712-1981-2874", "61\u20111090\u20131014 0000 0712 1981 2874"),
        *("61\xa01090\u202f1014 0000 0712 1981 2874", f"\u200e{ACCOUNT}\ufeff"),
        "\u200b".join(ACCOUNT),
    ],
)
def test_an_account_is_its_26_digits_however_they_were_parted(typed):
    assert read_account(typed) == ACCOUNT


@pytest.mark.parametrize(
    "typed",
    [
        *("", "kasa", ACCOUNT[:-1], ACCOUNT + "0", "61109010140000071219812875"),
        *("DE89370400440532013000", "PL٦١109010140000071219812874", "61/10901014"),
    ],
)
def test_what_is_no_polish_account_is_refused_by_a_sentence(typed):
    with pytest.raises(WrongNumber, match="To nie jest numer polskiego rachunku: ma 26 cyfr"):
        read_account(typed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("DE89370400440532013000", "Numer zaczyna się od DE: to rachunek zagraniczny."),
        ("de 89 3704", "Numer zaczyna się od DE: to rachunek zagraniczny."),
        (ACCOUNT + "0", "Wpisano cyfr: 27."),
        (f"PL {ACCOUNT[:-1]}", "Wpisano cyfr: 25."),
    ],
)
def test_a_foreign_account_and_a_digit_too_many_are_told_apart(typed, told):
    with pytest.raises(WrongNumber) as wrong:
        read_account(typed)
    assert told in str(wrong.value)


def test_a_word_is_no_foreign_account():
    with pytest.raises(WrongNumber) as wrong:
        read_account("kasa")
    assert "zagraniczny" not in str(wrong.value)


@pytest.mark.parametrize(
    "typed", ["1234563218", "123-456-32-18", "PL 123 456 32 18", "123.456.32.18"]
)
def test_a_nip_is_its_10_digits(typed):
    assert read_nip(typed) == "1234563218"


@pytest.mark.parametrize("typed", ["1234563219", "123456321", "12345632188", "nie mamy"])
def test_what_is_no_nip_is_refused(typed):
    with pytest.raises(WrongNumber, match="To nie jest numer NIP: ma 10 cyfr"):
        read_nip(typed)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        *[("123456785", "123456785"), ("123-456-785", "123456785")],
        *[("12345678512347", "12345678512347"), ("123456785 12347", "12345678512347")],
    ],
)
def test_a_regon_is_its_9_or_14_digits(typed, digits):
    assert read_regon(typed) == digits


@pytest.mark.parametrize("typed", ["123456786", "12345678512348", "1234567850"])
def test_what_is_no_regon_is_refused(typed):
    with pytest.raises(WrongNumber, match="To nie jest numer REGON: ma 9 albo 14 cyfr"):
        read_regon(typed)
