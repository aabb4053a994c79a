"""What is told of people under load."""

import pytest

from deploy.local.load.told import AFTERWARDS, Requests

AWAY = (100.0, 103.0)


def of(*requests):
    return Requests(list(requests), AWAY)


def test_the_slowest_twentieth_is_of_those_that_succeeded():
    looks = [(n, "czytanie", n / 100, True) for n in range(100)]
    told = of(*looks, (1, "czytanie", 99.0, False), (1, "zapis", 5.0, True))
    assert told.part("czytanie", 0.95) == 0.95
    assert told.part("nic", 0.95) == 0.0
    assert (told.count("czytanie"), told.names) == (101, ["czytanie", "zapis"])


@pytest.mark.parametrize(
    ("sent", "took", "meanwhile"),
    [
        (99.0, 0.5, False),  # answered before the database died
        (99.0, 2.0, True),
        (101.0, 0.1, True),
        (103.0 + AFTERWARDS, 0.1, True),
        (104.0 + AFTERWARDS, 0.1, False),
    ],
)
def test_a_fault_is_the_dead_databases_only_where_it_may_be(sent, took, meanwhile):
    told = of((sent, "zapis", took, False))
    assert (told.failed_meanwhile, told.failed_otherwise) == (int(meanwhile), int(not meanwhile))


def test_silence_is_the_longest_time_without_a_good_answer():
    told = of((1.0, "a", 0.5, True), (2.0, "a", 0.1, False), (4.0, "a", 0.5, True))
    assert told.silence == 3.0
    assert of().silence == 0.0
