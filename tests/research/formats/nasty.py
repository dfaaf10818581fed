"""The nastiest titles and names: every script, every sign that means something to a format."""

import itertools
import random

from research.models import Credit, Output
from tests.factories import OutputFactory

SCRIPTS = [
    "Recruitment fees in Nepal",
    "नेपालमा भर्ती शुल्क",
    "भारत में प्रवासी श्रमिक",
    "বাংলাদেশের অভিবাসী শ্রমিক",
    "پاکستان کے تارکین وطن",
    "ශ්‍රී ලංකාවේ සංක්‍රමණිකයන්",
    "இலங்கையின் புலம்பெயர்ந்தோர்",
    "العمال المهاجرون في الخليج",
    "移民工人與汇款",
    "이주 노동자",
    "移住労働者の送金",
    "แรงงานข้ามชาติ",
    "Мигранты и переводы",
    "Μετανάστες",
    "מהגרי עבודה",
    "Ångström naïve façade Łódź İstanbul ﬁ ß",
    "e\u0301 combining \u0928\u094d\u200d\u092f joiner",
    "🌍👩🏽‍🌾 𝔐𝔦𝔤𝔯𝔞𝔱𝔦𝔬𝔫 𠜎",
]
SIGNS = [
    "A & B &amp; C <b>bold</b> <!-- x --> ]]> </script>",
    "100% of $5 #1 a_b ~ ^ \\emph{x} \\ \\\\",
    "{braces} {{more}} in pairs",
    "lonely { brace",
    "lonely } brace }{",
    "\"quotes\" 'single' `back` ``both'' “curly” «angle» <<x>> ,,low",
    "dashes - -- --- – — ‐ ‑ ... … ?` !`",
    "@article{evil, title={x}} @string @comment",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2-3",
    "@SUM(A1)",
    "semi;colon, comma and and and AND others",
    "TY  - JOUR ER  - TI  - ",
    "a,b;c|d\ttab",
    "line\nbreak\r\nand \r another",
    "para\u2029graph line\u2028sep next\u0085line",
    "control\x01\x02\x07\x0b\x0c\x1b\x7f\x80\x9f",
    "no\ufffe\uffffcharacter",
    "marks \u200f\u200e\u202b\u202c\u2066\u2069 bidi",
    "\ufeffmark of order",
    "nbsp\u00a0thin\u2009zero\u200bwidth",
    "NaN null undefined None true 0 -1",
    "%s {0} ${x} {{ y }} {% z %}",
    "http://example.org/?a=1&b=2#c",
    " leading and trailing ",
    "1e5",
    "2.",
    "A.",
    "Ends with a backslash \\",
    "Ends with a percent %",
    "",
]
NAMES = [
    "Sita Rai",
    "Rai, Sita",
    "Anna van der Berg",
    "Muhammad Zia ul Haq",
    "Abdullah Al Mamun",
    "John Smith, Jr.",
    "Martin Luther King III",
    "S. Irudaya Rajan",
    "Siddiqui T",
    "Bhim KC",
    "Sumit",
    "de",
    "राम बहादुर ढकाल",
    "محمد علی جناح",
    "மு. கருணாநிதி",
    "王小明",
    "World Bank",
    "Ministry of Labour, Employment and Social Security",
    "ILO & IOM",
    "O'Brien, Conor {x}",
    "And And And",
    "Name_with_underscores 100%",
    "Jean-Luc Étienne d'Été",
    "Tab\tand\nbreak",
    "name\x01control",
]
#: Most citation formats know so many that nobody asks for more.
MANY_AUTHORS = 3_000
LONG_TITLE = 2_000


def nasty_titles(how_many: int) -> list[str]:
    """Scripts and signs in every company, the same at every call."""
    chance = random.Random(7)  # noqa: S311 - titles, not secrets
    pairs = list(itertools.product(SCRIPTS, SIGNS))
    chance.shuffle(pairs)
    titles = [f"{signs} {script} {signs}" for script, signs in pairs]
    while len(titles) < how_many:
        titles.append(" ".join(chance.choices(SCRIPTS + SIGNS, k=5)) or "x")
    long = [(f"{title} " * LONG_TITLE)[:LONG_TITLE] for title in titles[:10]]
    return [*long, *titles][:how_many]


def nasty_records(how_many: int = 1_000) -> list[Output]:
    """Outputs of every type and date, one of them with thousands of authors."""
    chance = random.Random(8)  # noqa: S311 - titles, not secrets
    titles = nasty_titles(how_many)
    types = [type_ for type_, _label in Output._meta.get_field("type").choices]
    outputs = [
        OutputFactory.build(
            slug=f"nasty-{number}",
            title=title,
            subtitle=chance.choice(SIGNS),
            summary=chance.choice(SIGNS),
            abstract=f"{chance.choice(SIGNS)}\n\n{chance.choice(SCRIPTS)}",
            type=types[number % len(types)],
            issued=["", "2019", "2019-05", "2019-05-31"][number % 4],
            language=["en", "hi", "ne", "bn", "ur", "si", "ta", "sr-Latn"][number % 8],
            series=chance.choice(SIGNS),
            number=chance.choice(["", "7", "2019/3", "{x}"]),
            container=chance.choice(SIGNS),
            volume=chance.choice(["", "12", "&"]),
            pages=chance.choice(["", "1-7", "45–67", "e12"]),
            publisher=chance.choice(SCRIPTS),
            doi=chance.choice(["", f"10.1234/a_b<{number}>{{x}}%&#"]),
            keywords=chance.choices(SIGNS[:-1] + SCRIPTS, k=3),
            licence=chance.choice(["", "CC-BY-4.0", "CC0-1.0", "a b"]),
            url=chance.choice(["", "https://example.org/a b?x=<y>&z=;"]),
        )
        for number, title in enumerate(titles)
    ]
    for output in outputs:
        output.title = output.title.replace("\0", "") or "x"
    made = Output.objects.bulk_create(outputs)
    Credit.objects.bulk_create(
        Credit(output=output, name=name, order=place, role="author" if place < 3 else "editor")
        for output in made[1:]
        for place, name in enumerate(chance.sample(NAMES, 4), start=1)
    )
    Credit.objects.bulk_create(
        Credit(output=made[0], name=f"Given{place} Family{place}", order=place)
        for place in range(1, MANY_AUTHORS + 1)
    )
    return made
