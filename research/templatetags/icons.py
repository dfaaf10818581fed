"""A symbol of img/icons.svg; a page of results shows sixty, so it is no template of its own."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, *, flip: bool = False) -> SafeString:
    """``flip`` mirrors it where reading goes from right to left."""
    kind = "icon icon-flip" if flip else "icon"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"></use></svg>',
        kind,
        static("img/icons.svg"),
        name,
    )
