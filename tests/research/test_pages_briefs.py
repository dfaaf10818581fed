"""The shelf of briefs: key messages on the card, the full paper, who should act, what is read."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from research.models import DayOfUsage, Edition, UsageCount
from tests.factories import OutputFactory, RecommendationFactory

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], int]


def page(client: Client, address: str) -> str:
    response = client.get(address)

    assert response.status_code == 200
    return response.content.decode()


def test_briefs_show_key_messages_and_the_paper_they_are_a_brief_of(
    client: Client, catch_up: CatchUp
) -> None:
    paper = OutputFactory(title="The whole paper")
    brief = OutputFactory(
        type="policy-brief", summary="In short.", key_messages=["Fees fell.", "Debts did not."]
    )
    Edition.objects.create(output=brief, of=paper, kind="brief")
    OutputFactory(type="policy-brief", summary="No messages yet.")
    catch_up()

    html = page(client, "/briefs/")

    assert re.findall(r"<li><span[^>]*>([^<]*)</span>", html)[-2:] == [
        "Fees fell.",
        "Debts did not.",
    ]
    assert "In short." not in html
    assert "No messages yet." in html
    assert f'Full paper: <a href="{paper.get_absolute_url()}">The whole paper</a>' in html
    assert f'href="{brief.get_absolute_url()}"' in page(client, paper.get_absolute_url())


def test_briefs_are_narrowed_by_who_should_act(client: Client, catch_up: CatchUp) -> None:
    for actor in ("employers", "recruiters"):
        brief = OutputFactory(type="policy-brief", title=f"To {actor}")
        RecommendationFactory(output=brief, actor=actor)
    catch_up()

    html = page(client, "/briefs/?actor=recruiters")

    assert "To recruiters</a>" in html
    assert "To employers</a>" not in html
    assert 'name="actor" value="employers"' in html


def test_briefs_most_used_of_late_stand_on_the_first_page_only(
    client: Client, catch_up: CatchUp
) -> None:
    day = date(2026, 1, 1)
    for number in range(3):
        brief = OutputFactory(type="policy-brief", title=f"Brief {number}", countries=["NP"])
        uses = {"investigations": 9 * number, "unique_investigations": 9 * number}
        DayOfUsage.objects.create(output=brief, day=day, **uses)
    UsageCount.objects.create(day=day, counted_at=timezone.now())
    catch_up()

    used = page(client, "/briefs/").partition('id="most-used"')[2].partition("</section>")[0]

    assert re.findall(r">(Brief \d)<", used) == ["Brief 2", "Brief 1"]
    assert 'id="most-used"' not in page(client, "/briefs/?country=np")


@pytest.mark.parametrize("how_many", [1, 3])
def test_briefs_ask_a_fixed_number_of_questions(
    client: Client, catch_up: CatchUp, django_assert_num_queries: Any, how_many: int
) -> None:
    for _ in range(how_many):
        brief = OutputFactory(
            type="policy-brief", themes=["gender-and-migration"], countries=["NP"]
        )
        Edition.objects.create(output=brief, of=OutputFactory(), kind="brief")
        RecommendationFactory(output=brief, actor="employers")
    catch_up()
    client.get("/briefs/")

    with django_assert_num_queries(13):
        assert page(client, "/briefs/").count("<article") == how_many
