"""A request of a page that saves by itself: its token, and each fault in its words."""

import pytest

PAGE = "<main><form><input name='csrfmiddlewaretoken' value='{}'></form></main>"
ASK = """async (address) => {
    const {asking} = await import("/static/scripts/saving/ask.js");
    return asking("tu nie wolno")(address, new URLSearchParams({text: "4"})); }"""


@pytest.fixture
def asked(site):
    site.pages["/karta/"] = PAGE.format("opened")
    site.open("/karta/")

    def ask(answer):
        site.pages["/zapisz/"] = answer
        return site.page.evaluate(ASK, "/zapisz/")

    return ask


def test_an_answer_is_its_text_and_the_request_carries_the_pages_token(asked, site):
    assert asked(lambda posted: f"zapisano {posted['text']}") == {"text": "zapisano 4"}
    headers = site.requests[-1].headers
    assert (headers["x-csrftoken"], headers["hx-request"]) == ("opened", "true")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda posted: None, "brak połączenia"),
        ({"status": 503}, "serwer jest zajęty"),
        ({"status": 200, "headers": {"HX-Redirect": "/konto/login/"}}, "wylogowano"),
    ],
)
def test_a_fault_that_passes_is_told_and_may_be_tried_again(asked, answer, words):
    fault = asked(answer)["fault"]
    assert words in fault["words"]
    assert not fault.get("isFinal")


@pytest.mark.parametrize("status", [403, 404])
def test_what_is_not_allowed_is_final_and_in_the_pages_own_words(asked, site, status):
    site.pages["/karta/"] = "<main></main>"
    assert asked({"status": status}) == {"fault": {"words": "tu nie wolno", "isFinal": True}}


def test_after_a_new_login_the_token_is_renewed_once_everywhere_on_the_page(asked, site):
    site.pages["/karta/"] = PAGE.format("fresh")
    tokens = []

    def answer(posted):
        tokens.append(site.requests[-1].headers["x-csrftoken"])
        return "zapisano" if tokens[-1] == "fresh" else {"status": 403}

    assert asked(answer) == {"text": "zapisano"}
    assert tokens == ["opened", "fresh"]
    assert site.page.input_value("[name=csrfmiddlewaretoken]") == "fresh"

    tokens.clear()
    assert "isFinal" in asked(lambda posted: tokens.append("") or {"status": 403})["fault"]
    assert len(tokens) == 2
