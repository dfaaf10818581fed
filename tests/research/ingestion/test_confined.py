import pytest

from research.ingestion import reading
from research.ingestion.confined import languages, legacy_fonts
from tests.factories.pdf import pdf

PREETI = (
    "g]kfn ;/sf/ >d tyf /f]huf/ dGqfno j}b]lzs /f]huf/ ljefu ;+ljwfg cg';f/ gful/snfO{ "
    "k|bfg ul/g] ;]jf ;'ljwf af/] k|ltj]bg >ldsx?sf] xsclwsf/"
)
ABHAYA = (
    "Y%S ,xld m%cd;dka;%sl iudcjd§ ckrcfha .eiÜ m;%h w;s úfYI wxl cQ,s ui jeks i÷od "
    "wdKavqfõ n,h msg m%isoaO lrk ,§"
)
KRUTI = (
    "Hkkjr ljdkj Je ,oa jkstxkj ea=ky; izoklh dkexkjksa ds fy, ;kstuk vkSj mudh lqj{kk ds "
    "fo\"k; esa fjiksVZ xzkeh.k {ks=ksa ls 'kgjksa dh vksj iyk;u djus okys etnwj"
)
ENGLISH = (
    "The labour migration of women from Nepal to the Gulf has been rising, and the costs of "
    "recruitment fall on the households that can least afford them in the hills."
)
FRENCH = (
    "La migration de travail des femmes du Népal vers le Golfe augmente, et les coûts du "
    "recrutement pèsent sur les ménages qui peuvent le moins se les permettre."
)
GERMAN = (
    "Die Arbeitsmigration der Frauen aus Nepal in die Golfstaaten nimmt zu, und die Kosten der "
    "Vermittlung tragen die Haushalte, die sie sich am wenigsten leisten können."
)
VIETNAMESE = (
    "Di cư lao động của phụ nữ từ Nepal sang vùng Vịnh đang tăng lên, và chi phí tuyển dụng "
    "đè nặng lên các hộ gia đình ít có khả năng chi trả nhất ở vùng đồi núi."
)
NEPALI = "नेपालबाट खाडी मुलुकमा जाने महिला श्रमिकको संख्या बढ्दै गएको छ र भर्ती शुल्क पनि बढेको छ।"
HINDI = "नेपाल से खाड़ी देशों में जाने वाली महिला श्रमिकों की संख्या बढ़ रही है और भर्ती का खर्च भी।"


@pytest.mark.parametrize("text", [PREETI, ABHAYA, KRUTI], ids=["Preeti", "Abhaya", "Kruti Dev"])
def test_text_of_a_font_from_before_unicode_is_told_by_its_letters(text):
    assert legacy_fonts.is_nonsense(text)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        FRENCH,
        GERMAN,
        VIETNAMESE,
        "def run(self, *args): return [x for x in args if x.isValid and self.maxWidth > x]" * 3,
        "NotificationSrv OrderProcessSrv ProductSrv CategorySrv WarehouseSrv CustomerSrv " * 3,
        "https://www.example.org/a=b&c=d%20e?f=g;h and the rest of it " * 5,
    ],
    ids=["English", "French", "German", "Vietnamese", "program", "names", "addresses"],
)
def test_other_text_is_not_taken_for_it(text):
    assert not legacy_fonts.is_nonsense(text)


@pytest.mark.parametrize(
    ("font", "is_legacy"),
    [
        ("ABCDEF+Preeti", True),
        ("Kantipur-Bold", True),
        ("SOUIJE+FMAbabldBold", True),
        ("SutonnyMJ", True),
        ("KrutiDev010", True),
        ("Bamini", True),
        ("TimesNewRomanPSMT", False),
        ("SutonnyOMJ", False),
        ("NotoSansDevanagari", False),
    ],
)
def test_a_font_from_before_unicode_is_known_by_its_name(font, is_legacy):
    assert legacy_fonts.is_legacy_name(font) == is_legacy


def test_a_page_in_such_a_font_is_not_indexed_and_says_so(tmp_path):
    escaped = "\n".join(
        PREETI.replace("\\", "").replace("(", "").replace(")", "")[start : start + 40]
        for start in range(0, 120, 40)
    )
    path = tmp_path / "file.pdf"
    path.write_bytes(pdf("Plain words", escaped))

    found = reading.read(path)

    assert found.pages == ("Plain words", "")
    assert (found.legacy_pages, found.unreadable_pages) == ((2,), [2])
    assert found.pages_without_text == []
    assert found.remark == reading.REMARKS["legacy"]


@pytest.mark.parametrize(
    ("pages", "wanted"),
    [
        ([ENGLISH], ["en"]),
        ([FRENCH], ["fr"]),
        ([GERMAN], ["de"]),
        ([NEPALI], ["ne"]),
        ([HINDI], ["hi"]),
        (["বাংলাদেশ থেকে শ্রমিকদের অভিবাসন বাড়ছে"], ["bn"]),
        (["நேபாளத்திலிருந்து பெண் தொழிலாளர்கள்"], ["ta"]),
        (["නේපාලයෙන් ගල්ෆ් රාජ්‍යවලට යන කාන්තා"], ["si"]),
        (
            ["مزدوروں کی نقل مکانی میں اضافہ ہو رہا ہے اور بھرتی کے اخراجات بھی"],
            ["ur"],
        ),
        ([ENGLISH, NEPALI * 3], ["ne", "en"]),
        ([""], []),
    ],
)
def test_languages_of_a_document(pages, wanted):
    assert languages.languages_of(pages) == wanted


def test_active_content_is_found(tmp_path):
    path = tmp_path / "file.pdf"
    plain = pdf("Wages").decode("latin-1")
    path.write_bytes(
        plain.replace(
            "/Type/Catalog",
            "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"
            "/AA<</WC<</S/Launch/F(a.exe)>>>>/Type/Catalog",
        ).encode("latin-1")
    )

    assert reading.read(path).active_content == ("javascript", "launch")
