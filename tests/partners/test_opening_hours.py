"""Opening hours: short text that people, pages and other machines read alike."""

import pytest
from django.utils.translation import override

from partners import opening_hours
from partners.opening_hours import Line, NotHours, Span, lines, read, spans_of, write


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mo-Fr 09:00-17:00",
        "Mo 09:00-12:00,14:00-17:30; We-Th 10:00-13:00; Su 00:00-24:00",
    ],
)
def test_hours_come_back_as_they_were_written(text):
    assert write(read(text)) == text


def test_days_over_the_end_of_the_week_stand_in_its_order():
    assert write(read("Sa-Mo 10:00-12:00")) == "Mo 10:00-12:00; Sa-Su 10:00-12:00"


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("9-17", (Span(540, 1020),)),
        ("9:00 to 12.30, 14–17", (Span(540, 750), Span(840, 1020))),
        ("20:00-24:00", (Span(1200, 1440),)),
        (" ", ()),
    ],
)
def test_hours_are_read_as_people_type_them(typed, spans):
    assert spans_of(typed) == spans


@pytest.mark.parametrize("typed", ["always", "17-9", "9-25", "9:75-12", "9-13, 12-17", "9"])
def test_what_is_no_span_is_refused(typed):
    with pytest.raises(NotHours):
        spans_of(typed)


def test_hours_are_said_in_the_readers_words():
    said = lines("Mo-Th 09:00-17:00; Sa 10:00-12:00,13:00-15:00")

    assert said == (
        Line("Mon – Thu", "09:00–17:00"),
        Line("Sat", "10:00–12:00, 13:00–15:00"),
        Line("Fri, Sun", "closed"),
    )
    with override("ur"):
        assert lines("Mo 09:00-17:00")[0].days == "پیر"


def test_what_can_not_be_read_says_nothing():
    assert lines("Mo 17:00-09:00") == ()
    assert opening_hours.lines("") == ()
