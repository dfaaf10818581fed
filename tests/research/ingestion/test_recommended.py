"""Sentences that ask for something, in the sections of a document that recommend."""

import pytest

from research.ingestion.recommended import recommended, what_to_look_for

REPORT = """5.2 Findings
Agents should be honest, said a worker whom we met in the field last year.
5.3 Policy recommendations
The following recommendations rest on what workers told us in the survey.
1. The government of Nepal should publish the fees that agents may charge, and keep
the list on the web.
2. Establish an office in every province that takes complaints about re-
cruitment without a fee.
• Wages were low.
This should be done soon, as the season of departure begins in the spring.
"""


def said(*pages):
    return [(one.page, one.text) for one in recommended(list(enumerate(pages, 1)))]


def test_sentences_that_ask_are_found_with_their_page_and_heading():
    found = recommended([(7, REPORT), (8, "3. Cap the cost of migration at one wage of a month.")])

    assert [(one.page, one.heading, one.text) for one in found] == [
        (
            7,
            "5.3 Policy recommendations",
            "The government of Nepal should publish the fees that agents may charge, and keep the "
            "list on the web.",
        ),
        (
            7,
            "5.3 Policy recommendations",
            "Establish an office in every province that takes complaints about recruitment "
            "without a fee.",
        ),
        (8, "5.3 Policy recommendations", "Cap the cost of migration at one wage of a month."),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "Recommendations",
        "KEY RECOMMENDATIONS",
        "6. Conclusions and Recommendations",
        "Policy Options",
        "Policy implications",
        "The way forward",
        "What should be done?",
        "Recommendations for policymakers:",
        "IV. Way Forward and Next Steps",
    ],
)
def test_section_is_known_by_its_heading(heading):
    page = f"{heading}\nMunicipalities should keep a register of who leaves and who returns."

    assert said(page) == [
        (1, "Municipalities should keep a register of who leaves and who returns.")
    ]


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ("सिफारिसहरू", "सरकारले भर्ती शुल्कको सूची सार्वजनिक गर्नुपर्छ र अनुगमन गर्नुपर्छ।"),
        ("सिफारिशें", "सरकार को भर्ती शुल्क की सूची प्रकाशित करनी चाहिए।"),
        ("সুপারিশ", "সরকারের উচিত নিয়োগ ফি প্রকাশ করা এবং তদারকি করা।"),
        ("سفارشات", "حکومت کو بھرتی کی فیس شائع کرنی چاہیے۔"),
        ("නිර්දේශ", "රජය බඳවා ගැනීමේ ගාස්තු ප්‍රකාශයට පත් කළ යුතු ය."),
        ("பரிந்துரைகள்", "அரசு ஆட்சேர்ப்புக் கட்டணங்களை வெளியிட வேண்டும்."),
    ],
)
def test_sections_are_known_in_the_languages_of_the_hub(heading, sentence):
    assert said(f"{heading}\n{sentence}") == [(1, sentence)]


def test_section_ends_where_the_next_begins():
    page = (
        "Recommendations\nBan the fees that workers pay to agents at home.\nReferences\n"
        "Ministries should read this title of a book and nothing else."
    )

    assert said(page) == [(1, "Ban the fees that workers pay to agents at home.")]


def test_contents_running_heads_and_sentences_are_no_headings():
    contents = "\n".join(f"{n}. Part {n} ........ {n}" for n in range(9)) + "\nRecommendations 44"
    running = "Recommendations\nMinistries should not be taken from pages with running heads."
    middle = "We made\nrecommendations\nto ministries that should have been heard long before now."

    assert said(contents, running, running, running) == []
    assert said(middle) == []


def test_the_same_sentence_is_offered_once():
    page = "Recommendations\nBan the fees that workers pay to agents at home."

    assert len(said(page, "Annex", page)) == 1


def test_database_is_asked_for_the_very_headings():
    import re

    assert re.search(what_to_look_for(), REPORT, re.IGNORECASE)
    assert not re.search(what_to_look_for(), "Wages and fees.", re.IGNORECASE)
