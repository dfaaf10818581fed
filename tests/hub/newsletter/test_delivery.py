"""From the issue to the mailbox: once to each reader, whatever breaks on the way."""

import smtplib
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from hub.models import Delivery, Issue, Lease, OutboxMail, Posting, Subscriber
from hub.newsletter import sending
from hub.posting import rounds
from hub.posting.leases import NAME, PostingLease
from hub.tasks import post_what_is_due
from tests.factories import IssueFactory, IssueItemFactory, OutputFactory, SubscriberFactory

pytestmark = pytest.mark.django_db

State = Posting.State


def started(readers: int = 3) -> Issue:
    """An issue on its way to so many readers."""
    issue = IssueFactory()
    IssueItemFactory(issue=issue)
    SubscriberFactory.create_batch(readers)
    sending.start(issue)
    return issue


def post() -> rounds.Round:
    done = rounds.post([sending.mailing()])
    assert done
    return done


def counts(issue: Issue) -> dict[str, int]:
    return {
        name: number
        for name, number in Delivery.objects.filter(issue=issue).counts().items()
        if number
    }


def due_again() -> None:
    """As if the pause before the next attempt were over."""
    Delivery.objects.update(not_before=timezone.now())


def test_every_reader_of_the_rhythm_gets_it_once(mail_server):
    issue = started()
    SubscriberFactory(newsletter="monthly")
    SubscriberFactory(newsletter="")

    post_what_is_due()
    post_what_is_due()

    assert sorted(mail_server.addresses) == sorted(
        Subscriber.objects.filter(newsletter="weekly").values_list("email", flat=True)
    )
    issue.refresh_from_db()
    assert issue.state == "sent"
    assert counts(issue) == {"sent": 3}


def test_paused_stopped_and_those_who_left_meanwhile_get_nothing(mail_server):
    paused = SubscriberFactory(paused_until=timezone.now() + timedelta(days=1))
    stopped = SubscriberFactory(stopped_at=timezone.now(), stop_reason="bounced")
    issue = started(1)
    reader = Subscriber.objects.exclude(pk__in=[paused.pk, stopped.pk]).get()
    Subscriber.objects.filter(pk=reader.pk).update(newsletter="")

    post()

    assert mail_server.addresses == []
    assert counts(issue) == {"skipped": 1}


def test_reader_for_whom_nothing_fits_gets_no_mail(mail_server):
    issue = IssueFactory()
    IssueItemFactory(issue=issue, output=OutputFactory(themes=["gender-and-migration"]))
    SubscriberFactory(themes=["drivers-of-migration"])
    sending.start(issue)

    post()

    assert counts(issue) == {"skipped": 1}


def test_refusal_for_now_is_tried_again_and_one_for_good_is_not(mail_server):
    issue = started(2)
    first, second = Subscriber.objects.order_by("pk")
    mail_server.answers = {
        first.email: "DATA 451 4.3.0 Come back later",
        second.email: "550 5.1.1 No such user",
    }

    post()

    assert counts(issue) == {"waiting": 1, "failed": 1}
    waiting = Delivery.objects.get(state=State.WAITING)
    assert waiting.reason == "451 4.3.0 Come back later"
    pause = waiting.not_before - waiting.begun_at
    assert timedelta(seconds=55) < pause < timedelta(seconds=80)
    second.refresh_from_db()
    assert second.stop_reason == "550 5.1.1 No such user"

    mail_server.answers = {}
    post()
    assert mail_server.addresses == []
    due_again()
    post()
    assert mail_server.addresses == [first.email]
    assert counts(issue) == {"sent": 1, "failed": 1}


def test_refusal_of_the_message_does_not_stop_the_address(mail_server):
    started(1)
    reader = Subscriber.objects.get()
    mail_server.answers = {reader.email: "DATA 554 5.7.1 Looks like spam"}

    post()

    reader.refresh_from_db()
    assert reader.stopped_at is None
    assert Delivery.objects.get().state == State.FAILED


def test_pauses_grow_and_end(mail_server):
    started(1)
    mail_server.answers = {Subscriber.objects.get().email: "451 Later"}
    pauses = []
    for _ in range(rounds.MOST_ATTEMPTS):
        post()
        delivery = Delivery.objects.get()
        pauses.append(round((delivery.not_before - delivery.begun_at).total_seconds() / 60))
        due_again()

    assert delivery.state == State.FAILED
    assert delivery.attempts == rounds.MOST_ATTEMPTS
    assert pauses[0] == 1
    assert all(4 * 0.75 <= b / a <= 4 * 1.3 for a, b in zip(pauses[1:4], pauses[2:5], strict=True))


def test_server_that_is_away_costs_no_attempt(settings):
    issue = started()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    done = post()

    assert (done.sent, done.later) == (0, 1)
    assert counts(issue) == {"waiting": 3}
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    assert "refused" in Delivery.objects.exclude(reason="").get().reason


def test_server_that_says_later_to_all_is_left_in_peace(mail_server):
    started(rounds.MOST_REFUSALS_IN_A_ROW + 5)
    mail_server.answers = dict.fromkeys(
        Subscriber.objects.values_list("email", flat=True), "451 Later"
    )

    assert post().later == rounds.MOST_REFUSALS_IN_A_ROW


def test_line_that_breaks_while_a_message_goes_over_may_mean_two(mail_server, monkeypatch):
    issue = started(1)
    sendmail = smtplib.SMTP.sendmail

    def break_afterwards(self, *args, **kwargs):
        sendmail(self, *args, **kwargs)
        raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")

    with monkeypatch.context() as patch:
        patch.setattr(smtplib.SMTP, "sendmail", break_afterwards)
        post()
    due_again()
    post()

    assert len(mail_server.addresses) == 2
    assert len({message["Message-ID"] for message in mail_server.messages}) == 1
    assert counts(issue) == {"sent": 1, "twice": 1}


def test_row_left_in_hand_by_a_killed_worker_is_sent_again_and_told(mail_server):
    issue = started(2)
    held = Delivery.objects.order_by("pk").first()
    Delivery.objects.filter(pk=held.pk).update(state=State.SENDING, begun_at=timezone.now())

    assert post().repaired == 1
    assert counts(issue) == {"sent": 2, "twice": 1}


def test_one_posts_at_a_time(mail_server):
    started(1)
    lease = PostingLease.take()

    assert rounds.post([sending.mailing()]) is None
    lease.give_back()
    assert post().sent == 1


def test_whoever_was_slow_notes_what_was_sent_and_ends(mail_server):
    issue = started(3)

    def lose_the_lease(_address: str) -> None:
        mail_server.before = lambda _address: None
        with connection.cursor():
            Lease.objects.filter(name=NAME).update(holder="another")

    # The server runs in a thread of its own: what it must do to the rows is done here instead.
    clerk = rounds._Clerk(PostingLease.take(), 60)
    deliver = clerk._hand_over

    def hand_over(begun):
        outcome = deliver(begun)
        lose_the_lease("")
        clerk.lease._until = timezone.now()
        return outcome

    clerk._hand_over = hand_over
    with pytest.raises(rounds.LeaseLost):
        clerk.work_through(sending.mailing())

    assert counts(issue) == {"sent": 1, "waiting": 2}


def test_issue_is_stopped_between_two_messages_and_goes_on(mail_server, monkeypatch):
    issue = started(5)
    hand_over = rounds._Clerk._hand_over

    def stop_after_two(self, begun):
        outcome = hand_over(self, begun)
        if self.round.sent == 2:
            sending.stop(issue)
        return outcome

    with monkeypatch.context() as patch:
        patch.setattr(rounds._Clerk, "_hand_over", stop_after_two)
        post()
    assert counts(issue) == {"sent": 2, "waiting": 3}
    assert post().sent == 0

    sending.resume(issue)
    post()
    assert counts(issue) == {"sent": 5}
    assert sorted(mail_server.addresses) == sorted(
        Subscriber.objects.values_list("email", flat=True)
    )


def test_pace_is_kept(mail_server, settings, monkeypatch):
    started(4)
    settings.MAIL_PER_MINUTE = 60
    pauses = []
    monkeypatch.setattr(rounds.time, "sleep", pauses.append)

    post()

    assert [round(pause) for pause in pauses] == [0, 1, 2, 3]


def test_row_that_can_not_be_written_holds_up_no_other(mail_server, monkeypatch):
    issue = started(2)
    broken = Subscriber.objects.order_by("pk").first()
    monkeypatch.setattr(
        "hub.newsletter.writing.links.of_reader",
        lambda reader: 1 / 0 if reader == broken else "token",
    )

    post()

    assert counts(issue) == {"sent": 1, "failed": 1}


def test_erased_reader_leaves_a_count_and_no_name(mail_server):
    issue = started(2)
    Subscriber.objects.first().delete()

    post()

    assert counts(issue) == {"sent": 1, "skipped": 1}


def test_starting_twice_adds_nobody():
    issue = started(2)

    assert sending.start(issue) == 0
    assert Delivery.objects.count() == 2


def test_scheduled_issue_starts_when_its_time_has_come(mail_server):
    issue = IssueFactory()
    IssueItemFactory(issue=issue)
    SubscriberFactory()
    sending.schedule(issue, at=timezone.now() + timedelta(hours=1))
    post_what_is_due()
    assert mail_server.addresses == []

    Issue.objects.update(send_at=timezone.now())
    post_what_is_due()

    assert len(mail_server.addresses) == 1


def test_command_sends_an_issue_from_a_terminal(mail_server, capsys):
    issue = IssueFactory(slug="weekly-1")
    IssueItemFactory(issue=issue)
    SubscriberFactory()

    call_command("send_newsletter", "weekly-1")

    issue.refresh_from_db()
    assert issue.state == "sent"
    assert "1 sent" in capsys.readouterr().out


def test_without_a_mail_server_mails_stay_in_the_outbox(settings):
    settings.EMAIL_BACKEND = "hub.posting.outbox.OutboxBackend"
    started(2)

    post()

    assert OutboxMail.objects.count() == 2
