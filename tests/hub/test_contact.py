"""A letter to the institutes: it finds the right one, and the hub keeps nothing."""

import pytest
from django.test import Client

from hub import tasks
from hub.forms.readers import new_stamp
from hub.models import ContactMessage
from tests.broker import at_once
from tests.factories import (
    InstitutionFactory,
    MembershipFactory,
    OutputFactory,
    OutputInstitutionFactory,
    UserFactory,
)
from tests.hub.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_counts")]


def write(client: Client, capture, **changes):
    typed = {"name": "Asha Rai", "email": "asha@example.org", "country": "", "theme": "",
             "text": "Where is the form?", "website": "", "stamp": new_stamp()}  # fmt: skip
    with at_once(), capture(execute=True):
        return client.post("/contact/", typed | changes)


def institute(country: str, email: str):
    return InstitutionFactory(hub_role="partner", country_id=country, contact_email=email)


def test_message_goes_to_the_institute_of_the_country_and_a_copy_to_who_asks_for_it(
    client, mail_server, django_capture_on_commit_callbacks
):
    institute("LK", "ips@example.org")
    institute("NP", "ceslam@example.org")

    answer = write(client, django_capture_on_commit_callbacks, country="NP", wants_copy="on")

    assert answer["Location"] == "/contact/sent/"
    message, copy = mail_server.messages
    assert mail_server.addresses == ["ceslam@example.org", "asha@example.org"]
    assert message["Reply-To"] == "asha@example.org"
    assert "Where is the form?" in message.get_content()
    assert copy["Subject"] == "Copy of your message to the SALAM Knowledge Hub"
    assert "> Where is the form?" in copy.get_content()
    assert "If it was not you who wrote it" in copy.get_content()


def test_nobody_gets_a_copy_unasked(client, mail_server, django_capture_on_commit_callbacks):
    institute("NP", "ceslam@example.org")

    write(client, django_capture_on_commit_callbacks, country="NP")

    assert mail_server.addresses == ["ceslam@example.org"]


def test_copies_fill_nobodys_mailbox(client, mail_server, django_capture_on_commit_callbacks):
    institute("NP", "ceslam@example.org")

    for email in ("asha@example.org", "Asha@example.org", "asha@example.org"):
        write(
            client, django_capture_on_commit_callbacks, country="NP", email=email, wants_copy="on"
        )

    assert [a for a in mail_server.addresses if a.lower() == "asha@example.org"] == [
        "asha@example.org",
        "Asha@example.org",
    ]
    assert mail_server.addresses.count("ceslam@example.org") == 3


def test_one_network_sends_few_copies(client, mail_server, django_capture_on_commit_callbacks):
    institute("NP", "ceslam@example.org")

    for number in range(12):
        write(
            client,
            django_capture_on_commit_callbacks,
            country="NP",
            email=f"v{number}@example.org",
            wants_copy="on",
        )

    assert len([a for a in mail_server.addresses if a.startswith("v")]) == 10


def test_no_copy_goes_out_where_copies_can_not_be_counted(
    client, mail_server, django_capture_on_commit_callbacks, monkeypatch
):
    institute("NP", "ceslam@example.org")
    monkeypatch.setattr("hub.views.limits.count", lambda *_args: None)

    write(client, django_capture_on_commit_callbacks, country="NP", wants_copy="on")

    assert mail_server.addresses == ["ceslam@example.org"]


def test_without_a_country_the_institute_that_writes_most_on_the_theme_gets_it(
    client, mail_server, django_capture_on_commit_callbacks
):
    institute("LK", "ips@example.org")
    writer = institute("PK", "sdpi@example.org")
    output = OutputFactory(themes=["gender-and-migration"])
    OutputInstitutionFactory(output=output, institution=writer)

    write(client, django_capture_on_commit_callbacks, theme="2")

    assert mail_server.addresses[0] == "sdpi@example.org"


def test_institute_without_an_address_is_reached_through_its_editors(
    client, mail_server, django_capture_on_commit_callbacks
):
    house = institute("NP", "")
    editor = UserFactory(email="editor@example.org")
    MembershipFactory(user=editor, institution=house, role="institution_editor")

    write(client, django_capture_on_commit_callbacks, country="NP")

    assert mail_server.addresses[0] == "editor@example.org"


def test_nothing_is_kept_of_what_was_sent(client, mail_server, django_capture_on_commit_callbacks):
    institute("NP", "ceslam@example.org")
    write(client, django_capture_on_commit_callbacks, country="NP")
    assert ContactMessage.objects.count() == 1

    tasks.forget_readers()

    assert not ContactMessage.objects.exists()


def test_what_is_missing_is_told(client, django_capture_on_commit_callbacks):
    answer = write(client, django_capture_on_commit_callbacks, text="")

    assert answer.status_code == 400
    assert "This field is required." in Page(answer).words


def test_header_in_a_name_does_no_harm(client, mail_server, django_capture_on_commit_callbacks):
    institute("NP", "ceslam@example.org")

    write(client, django_capture_on_commit_callbacks, country="NP", name="A\nBcc: x@example.org")

    assert mail_server.addresses == ["ceslam@example.org"]
