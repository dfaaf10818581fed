"""Who says so: the institutions and people of an output, in few words."""

from dataclasses import dataclass

from research.models import Credit, Output, OutputInstitution
from research.views.wording import joined

#: A line in a list names so many; the page of the output names all.
INSTITUTIONS_IN_A_LINE = 2
PEOPLE_IN_A_LINE = 3
#: Whoever paid does not say so.
SPEAKING = (
    OutputInstitution.Role.AUTHOR,
    OutputInstitution.Role.PUBLISHER,
    OutputInstitution.Role.PARTNER,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Institutions before people; the publisher or the journal where neither is known."""

    institutions: str
    people: str
    otherwise: str


def byline(output: Output) -> Byline:
    institutions = [link.institution.short_name for link in speaking_institutions(output)]
    people = [credit.name for credit in writers(output)]
    return Byline(
        institutions=joined(institutions, at_most=INSTITUTIONS_IN_A_LINE),
        people=joined(people, at_most=PEOPLE_IN_A_LINE),
        otherwise="" if institutions or people else output.container or output.publisher,
    )


def writers(output: Output) -> list[Credit]:
    """Authors, or the editors of what has no author."""
    everybody = list(output.credits.all())
    for role in (Credit.Role.AUTHOR, Credit.Role.EDITOR):
        if found := [credit for credit in everybody if credit.role == role]:
            return found
    return everybody


def speaking_institutions(output: Output) -> list[OutputInstitution]:
    """Each institution once, authors' before publishers' before partners'."""
    links = sorted(
        (link for link in output.output_institutions.all() if link.role in SPEAKING),
        key=lambda link: SPEAKING.index(OutputInstitution.Role(link.role)),
    )
    firsts: dict[int, OutputInstitution] = {}
    for link in links:
        firsts.setdefault(link.institution_id, link)
    return list(firsts.values())
