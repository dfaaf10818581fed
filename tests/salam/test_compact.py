"""What only shapes our sources is not sent to readers."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines

from salam import compact

CSS = """/* A comment,
   of two lines. */
.box > a:hover, .box :focus {
  inline-size: calc(100% - 2px);
  content: "·";
}
"""
JS = """/* What it does. */
"use strict";

(() => {
  // A remark.
  const address = `https://example.org/${1}`;
})();
"""


def test_style_sheets_lose_comments_and_blanks_and_nothing_else():
    assert compact.style_sheet(CSS) == (
        '.box > a:hover,.box :focus{inline-size:calc(100% - 2px);content:"·"}'
    )


def test_scripts_keep_their_lines():
    assert compact.script(JS) == (
        '"use strict";\n(() => {\nconst address = `https://example.org/${1}`;\n})();\n'
    )


@pytest.mark.parametrize("path", (Path(settings.BASE_DIR) / "static" / "css").rglob("*.css"))
def test_no_style_sheet_says_anything_that_shortening_would_change(path: Path):
    text = path.read_text("utf-8")
    said = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    quoted = said.split('"')[1::2]

    assert [part for part in quoted if f'"{part}"' not in compact.style_sheet(text)] == []


def test_templates_lose_their_indentation():
    template = engines["django"].get_template("components/notice.html")

    assert "\n " not in template.template.source
