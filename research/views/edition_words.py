"""What another edition is to the output shown: whole phrases, as word order differs."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from research.models import Edition, Output
from research.search.works import OtherEdition
from research.views.wording import language_name
from research.vocabularies import OutputType

Kind = Edition.Kind

MADE_OF_IT: dict[str, Promise] = {
    Kind.TRANSLATION: _("translation of this output"),
    Kind.BRIEF: _("brief of this output"),
    Kind.DATASET: _("data set of this output"),
    Kind.VERSION: _("later version of this output"),
    Kind.PREPRINT: _("preprint of this output"),
}
MADE_FROM: dict[str, Promise] = {
    Kind.TRANSLATION: _("the original of this translation"),
    Kind.BRIEF: _("the full paper of this brief"),
    Kind.DATASET: _("the output that uses this data set"),
    Kind.VERSION: _("earlier version of this output"),
    Kind.PREPRINT: _("the publication this was a preprint of"),
}
#: Of editions that are linked by way of others.
FAR: dict[str, Promise] = {
    Kind.TRANSLATION: _("translation of the same work"),
    Kind.BRIEF: _("brief of the same work"),
    Kind.DATASET: _("data set of the same work"),
    Kind.VERSION: _("another version of the same work"),
    Kind.PREPRINT: _("preprint of the same work"),
}


def made_of_it(kind: str) -> Promise:
    """What an edition made of the output shown is called there."""
    return MADE_OF_IT[kind]


def made_from(kind: str) -> Promise:
    """What the output is called from which the one shown was made."""
    return MADE_FROM[kind]


def far(kinds: Sequence[str]) -> Promise:
    """What an edition several links away is called; one made of nothing is the first."""
    return FAR[kinds[0]] if kinds else _("what the work goes back to")


def also(edition: OtherEdition, output: Output) -> str:
    """In what another edition differs from the output of a result, in as few words as do."""
    said = []
    if edition.type != output.type:
        said.append(_what(edition))
    if edition.language != output.language:
        said.append(gettext("in %(language)s") % {"language": language_name(edition.language)})
    return " ".join(said) or _version(edition)


def _what(edition: OtherEdition) -> str:
    if edition.type == OutputType.POLICY_BRIEF and edition.page_count:
        pages = edition.page_count
        return ngettext("%(n)s-page brief", "%(n)s-page brief", pages) % {"n": pages}
    return str(OutputType(edition.type).label)


def _version(edition: OtherEdition) -> str:
    if edition.issued:
        return gettext("version of %(year)s") % {"year": edition.issued[:4]}
    return gettext("another version")
