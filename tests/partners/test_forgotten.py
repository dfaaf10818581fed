"""A forgotten password: a letter for who signs in, the same page for everybody."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from partners import post, second_factor
from partners.models import Letter, User
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
ASK = "/admin/forgotten/"
NEW = {"new_password1": "left turtle sunrise", "new_password2": "left turtle sunrise"}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def asha():
    return MembershipFactory(of_the_hub=True, user__email="Asha@example.org").user


def link(mailoutbox) -> str:
    """The path of the link in the letter that was sent last."""
    letter = Letter.objects.get(state="waiting")
    assert post.send(letter.pk)
    return re.search(r"https?://[^/]+(/\S+)", mailoutbox[-1].body)[1]


def opened(client, address):
    answer = client.get(address, follow=True)
    return answer, answer.request["PATH_INFO"]


def test_page_of_signing_in_leads_there(client):
    assert f'href="{ASK}"' in client.get("/admin/login/").content.decode()
    assert "<h1>Forgotten password</h1>" in client.get(ASK).content.decode()


def test_link_of_the_letter_changes_the_password_once(client, asha, mailoutbox):
    answer = client.post(ASK, {"email": "asha@EXAMPLE.org"}, follow=True)
    assert "a mail is on its way there" in answer.content.decode()
    address = link(mailoutbox)
    assert mailoutbox[-1].to == ["Asha@example.org"]

    _page, form = opened(client, address)
    assert address.split("/")[-2] not in form  # the secret leaves the address bar
    done = client.post(form, NEW, follow=True)

    assert "Your password is changed" in done.content.decode()
    asha.refresh_from_db()
    assert asha.check_password("left turtle sunrise")
    assert "_auth_user_id" not in client.session
    again, _form = opened(client, address)
    assert "This link is not whole, too old, or was used already." in again.content.decode()


@pytest.mark.parametrize("who", ["nobody", "inactive", "invited only"])
def test_others_get_the_same_page_and_no_letter(client, who):
    if who == "inactive":
        UserFactory(email="asha@example.org", is_active=False)
    if who == "invited only":
        user = UserFactory(email="asha@example.org")
        user.set_unusable_password()
        user.save()

    answer = client.post(ASK, {"email": "asha@example.org"})

    assert (answer.status_code, answer["Location"]) == (302, "/admin/forgotten/sent/")
    assert not Letter.objects.exists()


def test_second_factor_is_asked_for_as_before(client, asha, mailoutbox, settings):
    settings.SECOND_FACTOR = "everyone"
    second_factor.begin(asha)
    device = asha.totpdevice_set.get()
    device.confirmed = True
    device.save()
    client.post(ASK, {"email": asha.email})
    _page, form = opened(client, link(mailoutbox))
    client.post(form, NEW)

    client.post("/admin/login/", {"username": asha.email, "password": "left turtle sunrise"})

    assert asha.totpdevice_set.get() == device
    assert client.get("/admin/research/output/").status_code == 302


def test_weak_password_is_refused(client, asha, mailoutbox):
    client.post(ASK, {"email": asha.email})
    _page, form = opened(client, link(mailoutbox))

    answer = client.post(form, {"new_password1": "12345678", "new_password2": "12345678"})

    assert "This password is too common." in answer.content.decode()
    asha.refresh_from_db()
    assert asha.check_password("right horse")


@pytest.mark.parametrize("what", ["late", "signed in since", "garbled", "inactive"])
def test_link_that_is_no_longer_good_changes_nothing(client, asha, mailoutbox, what, settings):
    client.post(ASK, {"email": asha.email})
    address = link(mailoutbox)
    if what == "late":
        settings.PASSWORD_RESET_TIMEOUT = -1
    elif what == "signed in since":
        User.objects.update(last_login=timezone.now() + timedelta(seconds=5))
    elif what == "garbled":
        address = address.replace("/forgotten/", "/forgotten/Zz")
    else:
        User.objects.filter(pk=asha.pk).update(is_active=False)

    _page, form = opened(client, address)
    client.post(form, NEW)

    asha.refresh_from_db()
    assert not asha.check_password("left turtle sunrise")


def test_one_person_gets_few_letters_however_many_ask(client, asha):
    for number in range(6):
        answer = client.post(ASK, {"email": asha.email}, REMOTE_ADDR=f"10.1.1.{number}")
        assert answer.status_code == 302

    assert Letter.objects.count() == 3


def test_one_visitor_asks_so_often_only(client):
    answers = [client.post(ASK, {"email": f"a{n}@example.org"}) for n in range(11)]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert "You asked too often" in answers[-1].content.decode()
    assert int(answers[-1]["Retry-After"]) > 0


def test_letter_to_who_may_not_enter_since_is_not_sent(client, asha, mailoutbox):
    client.post(ASK, {"email": asha.email})
    User.objects.update(is_active=False)

    assert not post.send(Letter.objects.get().pk)

    assert (Letter.objects.get().state, mailoutbox) == ("failed", [])
