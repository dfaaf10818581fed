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


def test_message_goes_to_the_institute_of_the_country_and_back_as_a_copy(
    client, mail_server, django_capture_on_commit_callbacks
):
    institute("LK", "ips@example.org")
    institute("NP", "ceslam@example.org")

    answer = write(client, django_capture_on_commit_callbacks, country="NP")

    assert answer["Location"] == "/contact/sent/"
    message, copy = mail_server.messages
    assert mail_server.addresses == ["ceslam@example.org", "asha@example.org"]
    assert message["Reply-To"] == "asha@example.org"
    assert "Where is the form?" in message.get_content()
    assert copy["Subject"] == "Copy of your message to the SALAM Knowledge Hub"


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

    assert mail_server.addresses == ["ceslam@example.org", "asha@example.org"]
