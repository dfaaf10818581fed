"""Numbers that a telephone dials."""

from django import template

from hub.views.fact_rows import dialled

register = template.Library()
register.filter("tel", dialled)
