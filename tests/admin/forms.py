"""What a browser sends to the form of an output, and what the answer says."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from research.models import Output, Theme
from tests.factories.pdf import pdf

ADD = "/admin/research/output/add/"
BEGIN = "/admin/research/output/begin/"
ROWS = ("documents", "credits", "output_institutions", "recommendations", "edition_of")


def filled(**changes: object) -> dict[str, Any]:
    """What a browser sends for a small, whole output."""
    form: dict[str, Any] = {
        "title": "Recruitment fees in Nepal",
        "type": "report",
        "language": "en",
        "issued": "2023-05",
        "summary": "What it finds in brief.",
        "access": "open",
        "themes": [Theme.objects.get(slug="gender-and-migration").pk],
    }
    for rows in ROWS:
        form |= {f"{rows}-TOTAL_FORMS": 0, f"{rows}-INITIAL_FORMS": 0}
    return form | changes


def upload(content: bytes = b"", name: str = "brief.pdf", number: int = 0) -> dict[str, Any]:
    file = SimpleUploadedFile(name, content or pdf("Fees", "Wages"), "application/pdf")
    return {"documents-TOTAL_FORMS": number + 1, f"documents-{number}-upload": file}


def change(output: Output) -> str:
    return reverse("admin:research_output_change", args=[output.pk])


def review(output: Output) -> str:
    return reverse("admin:research_output_review", args=[output.pk])


def said(response: Any) -> list[str]:
    """What the messages after a redirect say, in plain text."""
    return [
        re.sub("<[^>]+>", " ", str(message)).strip() for message in response.context["messages"]
    ]


def faults(response: Any) -> list[str]:
    text = response.content.decode()
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', text, re.S)
    return [
        re.sub("<[^>]+>", "", fault)
        for one in lists
        for fault in re.findall("<li>(.*?)</li>", one)
    ]


def buttons(response: Any) -> list[str]:
    return re.findall(r'name="_verb_(\w+)"', response.content.decode())
