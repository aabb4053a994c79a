import pytest
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.middleware import HtmxMiddleware

from kis.lib.middleware import htmx_login, never_cache


def answered(rf, response, **headers):
    request = rf.get("/osoby/", headers=headers)
    return HtmxMiddleware(htmx_login(lambda request: response))(request)


@pytest.fixture
def to_login():
    return HttpResponseRedirect(f"{reverse('account_login')}?next=/osoby/wiersze/")


def test_an_expired_login_sends_the_whole_page_to_the_login_and_back(rf, to_login):
    response = answered(
        rf, to_login, hx_request="true", hx_current_url="http://testserver/osoby/?strona=2"
    )

    assert (
        response.headers["HX-Redirect"] == f"{reverse('account_login')}?next=/osoby/%3Fstrona%3D2"
    )
    assert "Location" not in response.headers


def test_a_whole_page_is_sent_to_the_login_as_ever(rf, to_login):
    assert answered(rf, to_login) is to_login


@pytest.mark.parametrize("response", [HttpResponse("x"), HttpResponseRedirect("/osoby/12/")])
def test_other_answers_to_a_part_stay_as_they_are(rf, response):
    assert answered(rf, response, hx_request="true") is response


def test_no_page_is_kept_by_anybody(rf):
    response = never_cache(lambda request: HttpResponse("x"))(rf.get("/"))

    kept = {part.strip() for part in response.headers["Cache-Control"].split(",")}
    assert {"no-store", "no-cache", "private", "max-age=0"} <= kept
