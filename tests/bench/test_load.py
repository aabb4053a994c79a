"""Who reads in the measurement under load, what they open and what is told of it."""

import random
from http.client import HTTPMessage

from deploy.local.bench import load, readers
from kis.desk.demo.office import STAFF


def test_sixty_people_of_the_demonstration_read():
    assert sum(readers.READERS.values()) == 60
    assert readers.READERS.keys() == readers.STARTS.keys()
    assert readers.READERS.keys() <= {login for login, *_ in STAFF}


def test_a_reader_follows_links_and_comes_back_to_the_desk():
    reader = readers.Reader("", 0, "socjalna", "", random.Random(1))
    turns = [reader.next_path(["/osoby/7/"]) for _ in range(200)]

    assert set(turns) == {*readers.STARTS["socjalna"], "/osoby/7/"}
    assert max(turns, key=turns.count) == "/osoby/7/"
    assert reader.next_path([]) in readers.STARTS["socjalna"]


def test_papers_and_other_parts_of_the_program_are_not_links_to_read():
    page = 'href="/osoby/7/dane/" href="/psu/listy/1/pdf/" href="/admin/" href="/konto/wyloguj/"'
    found = readers.LINK.findall(page)

    assert [link for link in found if not readers.NO_READING.search(link)] == ["/osoby/7/dane/"]


def test_a_message_of_the_login_is_not_sent_back():
    answer = type("Answer", (), {"headers": HTTPMessage()})()
    answer.headers["Set-Cookie"] = "sessionid=abc; HttpOnly; Path=/"
    answer.headers["Set-Cookie"] = "messages=said; Path=/"

    assert readers.kept(answer) == "sessionid=abc"


def test_the_slowest_twentieth_is_told_where_there_are_enough_looks():
    assert load.summed_up([0.1] * 19) == "za mało otwarć: 19"
    told = load.summed_up([0.1] * 94 + [0.9] * 6)
    assert "p95   900 ms" in told
    assert "mediana   100 ms" in told
