"""In which language a text is marked, and who says so."""

import pytest
from django.utils import translation

from research.templatetags.written import in_language, written_in
from research.views.wording import joined


@pytest.mark.parametrize(
    ("page", "code", "marked"),
    [
        ("en", "en", ""),
        ("en", "", ""),
        ("en", "ur", ' lang="ur" dir="rtl"'),
        ("ur", "en", ' lang="en" dir="ltr"'),
        ("en", "sd-PK", ' lang="sd-PK" dir="rtl"'),
    ],
)
def test_text_in_another_language_is_marked(page: str, code: str, marked: str) -> None:
    with translation.override(page):
        assert in_language(code) == marked


@pytest.mark.parametrize(
    ("text", "likely", "marked"),
    [
        ("A summary in English", "bn", ""),
        ("“शुल्क” बढ़ा", "hi", ' lang="hi" dir="ltr"'),
        ("शुल्क बढ्यो", "en", ' lang="ne" dir="ltr"'),
        ("فیس", "ar", ' lang="ar" dir="rtl"'),
        ("2023", "ta", ' lang="ta" dir="ltr"'),
        ("", "", ""),
    ],
)
def test_text_of_unknown_language_is_told_by_its_script(
    text: str, likely: str, marked: str
) -> None:
    with translation.override("en"):
        assert written_in(text, likely) == marked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and others"),
    ],
)
def test_names_are_joined_as_the_language_does(words: list[str], said: str) -> None:
    with translation.override("en"):
        assert joined(words, at_most=2) == said
