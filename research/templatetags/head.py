"""What stands in the head of a page besides its title."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.template.base import NodeList
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from research.formats import schema_org

register = template.Library()
#: What could end the script element or begin a comment in it; JSON knows other signs for it.
UNSAFE = str.maketrans(
    {sign: f"\\u{ord(sign):04X}" for sign in ("<", ">", "&", "\u2028", "\u2029")}
)


@register.simple_tag(takes_context=True)
def again(context: Context, block: str) -> SafeString:
    """What the page says in ``block``, said a second time: a block stands only once."""
    written = BlockNode(block, NodeList()).render(context)
    return mark_safe(" ".join(written.split()))  # noqa: S308 - the block has escaped it


@register.simple_tag
def json_ld(things: Iterable[schema_org.Thing]) -> SafeString:
    """Data, not a script: browsers read past it, under any policy."""
    graph: dict[str, Any] = {"@context": schema_org.CONTEXT, "@graph": list(things)}
    written = json.dumps(graph, ensure_ascii=False).translate(UNSAFE)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(written),  # noqa: S308 - nothing in it can end the element
    )
