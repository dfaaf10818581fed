"""Loading small lists, good and bad."""

from pathlib import Path
from typing import Any

import pytest

from hub import starter
from hub.models import Event
from hub.starter import ListSummary, NothingToLoad
from partners.models import Institution, Person
from research import editorial
from research.models import Output, Practice, Project, Recommendation
from tests.factories import UserFactory
from tests.hub.starter.rows import row, write

pytestmark = pytest.mark.django_db

NO_INSTITUTION = "“nowhere” names no institution: none has this slug, or its row was refused"

BAD = [
    ("themes", {"order": "second"}, "order", "“second” is no whole number"),
    ("institutions", {"parent": "nowhere"}, "parent", NO_INSTITUTION),
    ("people", {"orcid": "12"}, "orcid", "An ORCID looks like 0000-0002-7646-603X."),
    ("outputs", {"date": "2017-13"}, "date", "“2017-13” is no date. "),
    ("outputs", {"countries": ["XX"]}, "countries", "“XX” is no country code, as in NP"),
    ("outputs", {"year": 2017, "date": "2018-01"}, "date", "does not lie in the year 2017"),
    ("outputs", {"doi": "doi:1"}, "doi", "A DOI looks like 10.1234/abcd"),
    ("outputs", {"url": "no address"}, "url", "Enter a valid URL."),
    ("outputs", {"sdgs": [18]}, "sdgs", "The Sustainable Development Goals are 1 to 17."),
    ("outputs", {"abstarct": "x"}, "abstarct", "is no field of this list"),
    ("guides", {"file": "lost.pdf"}, "file", "lost.pdf can't be attached: No such file"),
    ("projects", {"events": ["nowhere"]}, "events", "“nowhere” names no event"),
    ("events", {"start": "2022-10"}, "start", "“2022-10” is no day: write it as in 2021-11-24"),
    ("events", {"end": "2022-10-01"}, "", "The last day lies before the first."),
    ("resource_centres", {"country": None}, "country", "is missing"),
    ("good_practices", {"organisations": ["nowhere"]}, "organisations", NO_INSTITUTION),
]


@pytest.mark.parametrize(("kind", "fields", "field", "reason"), BAD)
def test_bad_row_is_refused_and_its_neighbours_go_in(
    tmp_path: Path, kind: str, fields: dict[str, Any], field: str, reason: str
) -> None:
    rows = [
        row(kind, "gender-and-migration" if kind == "themes" else "roads"),
        row(kind, "bad", **fields),
        row(kind, "drivers-of-migration" if kind == "themes" else "last", **_last(kind)),
    ]

    summary = starter.load(write(tmp_path, **{kind: rows})).of(kind)

    assert (summary.new + summary.changed, summary.refused_rows) == (2, 1)
    (refusal,) = summary.refused
    assert (refusal.file, refusal.row, refusal.field) == (f"{kind}.yaml", 2, field)
    assert reason in refusal.reason
    lines = (tmp_path / f"{kind}.yaml").read_text(encoding="utf-8").splitlines()
    begins = f"  {field}:" if field and fields.get(field) is not None else "- slug: bad"
    if field not in rows[0]:
        assert lines[refusal.line - 1].startswith(begins)


def _last(kind: str) -> dict[str, Any]:
    return {"order": 5, "name": "Drivers of migration"} if kind == "themes" else {}


def test_every_fault_of_a_row_is_told(tmp_path: Path) -> None:
    bad = row("outputs", "bad", type="poem", themes=["cooking"], colour="red")

    refused = starter.load(write(tmp_path, outputs=[bad])).refused

    assert [refusal.field for refusal in refused] == ["colour", "type", "themes"]
    assert not Output.objects.exists()


def test_fault_of_a_speaker_names_the_place(tmp_path: Path) -> None:
    session = {"title": "One", "kind": "panel", "day": 1, "order": 1}
    speakers = [{"name": "A"}, {"name": "B", "country": "XX"}]
    event = row("events", "day", sessions=[{**session, "speakers": speakers}])

    (refusal,) = starter.load(write(tmp_path, events=[event])).refused

    assert refusal.field == "sessions[1].speakers[2].country"


def test_two_sessions_in_one_place_refuse_the_event_alone(tmp_path: Path) -> None:
    session = {"title": "One", "kind": "panel", "day": 1, "order": 1}
    events = [row("events", "twice", sessions=[session, session]), row("events", "once")]

    (refusal,) = starter.load(write(tmp_path, events=events)).refused

    assert refusal.reason == "Another session has this day and place in the order."
    assert list(Event.objects.values_list("slug", flat=True)) == ["once"]


def test_same_slug_twice_is_refused(tmp_path: Path) -> None:
    people = [row("people", "asha"), row("people", "asha", name="Asha B. Rao")]

    (refusal,) = starter.load(write(tmp_path, people=people)).refused

    assert str(refusal) == "people.yaml, row 2, line 5: slug: “asha” stands in row 1 already"
    assert Person.objects.get().name == "Asha Rao"


def test_field_that_stands_twice_is_refused(tmp_path: Path) -> None:
    write(tmp_path, people=[row("people", "asha")])
    with (tmp_path / "people.yaml").open("a") as file:
        file.write("  name: Somebody Else\n")

    (refusal,) = starter.load(tmp_path).refused

    assert (refusal.field, refusal.reason) == ("name", "stands twice in the row")


@pytest.mark.parametrize("order", [1, -1])
def test_parents_may_stand_before_or_after(tmp_path: Path, order: int) -> None:
    institutions = [row("institutions", "roads"), row("institutions", "lab", parent="roads")]
    projects = [row("projects", "all"), row("projects", "part", parent_project="all")]

    summary = starter.load(
        write(tmp_path, institutions=institutions[::order], projects=projects[::order])
    )

    assert summary.refused == ()
    assert Institution.objects.get(slug="lab").parent.slug == "roads"
    assert Project.objects.get(slug="part").parent.slug == "all"


def test_parents_in_a_circle_are_refused(tmp_path: Path) -> None:
    rows = [
        row("institutions", "egg", parent="hen"),
        row("institutions", "hen", parent="egg"),
        row("institutions", "self", parent="self"),
    ]

    summary = starter.load(write(tmp_path, institutions=rows))

    assert sorted(refusal.row for refusal in summary.refused) == [1, 2, 3]


def test_project_names_an_event_of_a_later_list(tmp_path: Path) -> None:
    events = [row("events", "day"), row("events", "lost", kind="party")]
    project = row("projects", "all", events=["day", "lost"])

    summary = starter.load(write(tmp_path, events=events, projects=[project]))

    assert [event.slug for event in Project.objects.get().events.all()] == ["day"]
    assert [refusal.reason for refusal in summary.of("projects").refused] == [
        "“lost” was refused itself; the row is in"
    ]


def test_broken_file_is_told_in_one_line_and_the_others_load(tmp_path: Path) -> None:
    write(tmp_path, people=[row("people", "asha")])
    (tmp_path / "outputs.yaml").write_text("- slug: a\n  title: [unclosed\n- slug: b\n")

    summary = starter.load(tmp_path)

    (refusal,) = summary.refused
    assert str(refusal).startswith("outputs.yaml, line 3: is no YAML: ")
    assert "\n" not in str(refusal)
    assert summary.of("people") == ListSummary("people", seen=1, new=1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"slug: a\n", "is no list: each row begins with “- slug:”"),
        (b"- just words\n", "is no list of rows: row 1 has no named fields"),
        (b"- slug: \xff\n", "is not written in UTF-8"),
    ],
)
def test_file_of_another_shape_is_told(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "people.yaml").write_bytes(content)

    assert [refusal.reason for refusal in starter.load(tmp_path).refused] == [reason]


def test_norway_is_no_boolean_and_an_unquoted_day_no_timestamp(tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "events.yaml").open("w") as file:
        file.write(
            "- {slug: day, title: Day, kind: seminar, start: 2022-10-12, end: 2022-10-13,"
            " timezone: Asia/Kathmandu, mode: online, summary: S, themes: [gender-and-migration],"
            " organisers: [roads], country: NO, source: s}\n"
        )

    assert starter.load(tmp_path).refused == ()
    assert Event.objects.get().country_id == "NO"


def test_what_a_person_edited_since_is_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, outputs=[row("outputs", "roads")])
    starter.load(folder)
    Output.objects.update(title="Edited by hand")

    again = starter.load(folder).of("outputs")

    assert again == ListSummary("outputs", seen=1, unchanged=1)
    assert Output.objects.get().title == "Edited by hand"


def test_update_brings_records_to_the_lists_again(tmp_path: Path) -> None:
    folder = write(tmp_path, outputs=[row("outputs", "roads", authors=["A. B.", "C. D."])])
    starter.load(folder)
    output = Output.objects.get()
    Output.objects.update(title="Edited by hand")
    output.credits.filter(order=1).delete()

    again = starter.load(folder, update=True).of("outputs")

    assert again == ListSummary("outputs", seen=1, changed=1)
    assert Output.objects.get().title == "On roads"
    assert [credit.name for credit in output.credits.in_order()] == ["A. B.", "C. D."]


def test_update_leaves_a_withdrawn_output_withdrawn(tmp_path: Path) -> None:
    folder = write(tmp_path, outputs=[row("outputs", "roads")])
    starter.load(folder)
    editorial.withdraw(Output.objects.get(), by=UserFactory(), reason="A mistake.")

    starter.load(folder, update=True)

    assert Output.objects.get().status == Output.Status.WITHDRAWN


def test_access_follows_what_leads_to_the_text(tmp_path: Path) -> None:
    rows = [
        row("outputs", "known", doi="10.1234/ABC"),
        row("outputs", "unknown", destination_countries=["QA", "NP"], licence="CC BY 3.0 IGO"),
    ]

    starter.load(write(tmp_path, outputs=rows))

    known, unknown = Output.objects.order_by("slug")
    assert (known.access, known.doi) == ("open", "10.1234/abc")
    assert (unknown.access, unknown.licence) == ("metadata-only", "CC-BY-3.0-IGO")
    assert [str(corridor) for corridor in unknown.corridors.all()] == ["NP-QA"]


def test_name_of_two_people_is_linked_to_neither(tmp_path: Path) -> None:
    people = [row("people", "asha"), row("people", "asha-2"), row("people", "bo", name="B. O. Li")]
    output = row("outputs", "roads", authors=["ASHA RAO", "b o li"])

    starter.load(write(tmp_path, people=people, outputs=[output]))

    slugs = [
        credit.person and credit.person.slug for credit in Output.objects.get().credits.in_order()
    ]
    assert slugs == [None, "bo"]


def test_recommendations_need_one_report_to_stand_with(tmp_path: Path) -> None:
    points = [{"title": "Roads", "points": ["Build them.", "Keep them."]}]
    events = [
        row("events", "with", recommendations=points, related_outputs=["report"]),
        row("events", "without", recommendations=points),
    ]
    report = row("outputs", "report", type="event-report")

    summary = starter.load(write(tmp_path, events=events, outputs=[report]))

    assert [refusal.row for refusal in summary.refused] == [2]
    assert list(Recommendation.objects.in_order().values_list("topic", "order", "text")) == [
        ("Roads", 1, "Build them."),
        ("Roads", 2, "Keep them."),
    ]


def test_classification_is_laid_beside_its_row(tmp_path: Path) -> None:
    words = [
        {"list": "outputs", "slug": "roads", "forms": ["internal"], "sex_disaggregated": True},
        {"list": "outputs", "slug": "lost", "forms": ["internal"]},
        {"list": "outputs", "slug": "roads", "forms": ["return"]},
        {"list": "people", "slug": "asha", "forms": ["return"]},
    ]

    summary = starter.load(
        write(tmp_path, outputs=[row("outputs", "roads")], classification=words)
    ).of("classification")

    assert [(refusal.row, refusal.field) for refusal in summary.refused] == [
        (2, "slug"),
        (3, "slug"),
        (4, "list"),
    ]
    output = Output.objects.get()
    assert (output.forms, output.sex_disaggregated) == (["internal"], True)


def test_stage_in_words_becomes_stages(tmp_path: Path) -> None:
    practice = row("good_practices", "lamps", migration_stage="recruitment and return")

    starter.load(write(tmp_path, good_practices=[practice]))

    assert Practice.objects.get().stages == ["before-departure", "return"]


def test_folder_without_lists_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToLoad, match=r"None of these is there: themes\.yaml, "):
        starter.load(tmp_path)
