"""A mail as it comes over the wire, judged by libraries that are not ours."""

import re
import shutil
import subprocess
from datetime import UTC, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import dkim
import html5lib
import listunsub
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from hub.models import Subscriber
from hub.newsletter import sending
from hub.posting import rounds
from tests.factories import IssueFactory, IssueItemFactory, OutputFactory, SubscriberFactory
from tests.mail import html_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["en", "ur"])
def raw(request, mail_server) -> bytes:
    """An issue with all that can stand in one, as a server received it."""
    issue = IssueFactory(
        title="New on labour migration in South Asia " * 3, words="Hello.\n\nBye."
    )
    output = OutputFactory(
        title="اجرت کی چوری: what workers lose",
        summary="Much. " * 200,
        themes=["drivers-of-migration"],
    )
    IssueItemFactory(issue=issue, output=output)
    IssueItemFactory(issue=issue, of_event=True)
    SubscriberFactory(language=request.param)
    sending.start(issue)
    rounds.post([sending.mailing()])
    (found,) = mail_server.raw
    return found


@pytest.fixture
def message(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.SMTP)


def test_lines_end_and_break_as_smtp_wants(raw):
    lines = raw.split(b"\r\n")

    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert max(map(len, lines)) <= 998
    head = raw.partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert max(map(len, head)) <= 998
    assert all(byte < 128 for byte in raw)


def test_headers_are_there_once_and_parse_without_a_defect(message):
    wanted = (
        "From To Subject Date Message-ID MIME-Version List-Id List-Unsubscribe "
        "List-Unsubscribe-Post List-Archive Auto-Submitted Precedence"
    ).split()

    assert {name: len(message.get_all(name, [])) for name in wanted} == dict.fromkeys(wanted, 1)
    assert [d for value in message.values() for d in value.defects] == []
    assert message.defects == []
    assert message["Subject"].startswith("New on labour migration")
    assert len(message["Subject"]) <= 150
    written_at = message["Date"].datetime.replace(tzinfo=UTC)
    assert abs(timezone.now() - written_at) < timedelta(minutes=1)
    assert "List-Owner" not in message


def test_both_parts_are_there_the_plain_one_first(message):
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
    ]
    assert all(not part.defects for part in message.iter_parts())
    text = text_of(message)
    assert "<" not in text.replace("<bdi>", "")
    assert "اجرت کی چوری: what workers lose" in text


def test_html_is_what_a_strict_parser_takes(message):
    parser = html5lib.HTMLParser(strict=False)

    parser.parse(html_of(message))

    # XML namespaces are for Outlook, and what every tool that writes MJML leaves there.
    assert {code for _place, code, _data in parser.errors} <= {
        "non-void-element-with-trailing-solidus"
    }


def test_list_headers_pass_the_audit_of_rfc_8058(message):
    secure = message["List-Unsubscribe"].replace("http://", "https://")

    assert listunsub.audit(secure, message["List-Unsubscribe-Post"]) == []
    assert listunsub.is_one_click(message["List-Unsubscribe-Post"])


@pytest.mark.parametrize("form", ["multipart", "urlencoded"])
def test_one_click_leaves_and_asks_nothing(client, message, form):
    secure = message["List-Unsubscribe"].replace("http://", "https://")
    (link,) = listunsub.http_links(listunsub.parse_header(secure).uris)
    click = listunsub.one_click_request(link, form=form)
    path = re.sub(r"^https?://[^/]+", "", click.url)

    answer = client.generic("POST", path, click.body, content_type=click.content_type)

    assert answer.status_code == 200
    assert Subscriber.objects.get().newsletter == ""


def test_message_can_be_signed_and_verified(raw):
    """A relay that signs covers what RFC 8058 wants covered, and nothing breaks on the way."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    record = b"v=DKIM1; k=rsa; p=" + b"".join(public.splitlines()[1:-1])

    signature = dkim.sign(raw, b"hub", b"example.org", private)

    assert dkim.verify(signature + raw, dnsfunc=lambda *_args, **_kwargs: record)
    body = signature.decode().partition(":")[2].replace("\r\n", "")
    assert listunsub.dkim_covers(body, ("From", "Subject", "List-Unsubscribe"))


def test_spamassassin_sees_no_spam(raw):
    program = shutil.which("spamassassin")
    if program is None:
        pytest.skip("SpamAssassin is not installed on this machine.")

    judged = subprocess.run([program, "-L", "-t"], input=raw, capture_output=True, check=True)

    score = re.search(rb"X-Spam-Status: \w+, score=(-?[\d.]+)", judged.stdout)
    assert score
    assert float(score[1]) < 3
