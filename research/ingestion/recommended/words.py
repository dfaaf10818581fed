"""The words by which sections and sentences are told, one language a line."""

import re

#: How a section that recommends is called; more words may stand before and after.
SECTIONS = (
    r"recommendations?",
    r"policy (?:options|implications|suggestions|messages|asks|responses)",
    r"implications for (?:policy|policy-?makers|policy and practice)",
    r"(?:the )?ways? forward",
    r"(?:what|who) (?:should|must|needs to|can) (?:be|do|is to be) (?:done|what)(?: next)?\??",
    r"next steps",
    r"calls? (?:to|for) action",
    r"recommandations?|recomendaciones",
    r"सिफ़ारिशें|सिफारिशें|सिफारिशहरू|सिफारिसहरू|सिफारिस|सुझाव|सुझावहरू|अनुशंसाएँ|"
    r"अनुशंसाएं|आगे की राह|अगाडिको बाटो",
    r"সুপারিশ(?:সমূহ|মালা)?|করণীয়|নীতি সুপারিশ",
    r"سفارشات|تجاویز|پالیسی سفارشات|آئندہ کا لائحہ عمل",
    r"නිර්දේශ|යෝජනා|ඉදිරි මග",
    r"பரிந்துரைகள்|பரிந்துரை|முன்னோக்கிய பாதை",
)
#: Words of a heading around those; anything else makes a sentence or another title of it.
AROUND = (
    r"key|main|major|policy|specific|general|overall|strategic|operational|our|the|summary|of|and|"
    r"conclusions?|concluding|remarks|lessons|learned|learnt|findings|discussion|priority|short|"
    r"proposed|actionable|for|to|on|governments?|policy-?makers|practice|research|future|action|"
    r"actions|employers|stakeholders|draft|immediate|long|term|et|les|des|y|las|"
    r"नीतिगत|मुख्य|निष्कर्ष|और|तथा|प्रमुख|নীতি|মূল|উপসংহার|ও|এবং|اہم|نتائج|اور|"
    r"ප්‍රධාන|සහ|முக்கிய|மற்றும்"
)
NUMBER = r"(?:(?:chapter|section|part)\s+)?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-h])[.):]?"
HEADING = re.compile(
    rf"(?P<number>{NUMBER})?[\s.:–—-]*(?:(?:{AROUND})\b[\s,&/–—-]*)*"
    rf"(?P<name>{'|'.join(SECTIONS)})(?:[\s,&/:–—-]+(?:{AROUND}|{'|'.join(SECTIONS)})\b)*[\s:.]*",
    re.IGNORECASE,
)
#: The same for the database, which is asked for pages that may hold such a section.
LOOSELY = "|".join(SECTIONS)

#: What ends such a section where no number tells.
OTHER_SECTIONS = re.compile(
    rf"(?:{NUMBER}\s*)?(?:references?|bibliography|works cited|annex(?:es)?\b.*|"
    r"appendi(?:x|ces)\b.*|"
    r"acknowledge?ments?|end ?notes|foot ?notes|notes|methodology|methods|introduction|background|"
    r"management response|about the authors?|contacts?|further reading|glossary|disclaimer|"
    r"limitations|literature review|lessons learn(?:ed|t)|best practices|"
    r"good practices|conclusions?|"
    r"références|annexes?|bibliographie|bibliografía|anexos?|"
    r"संदर्भ(?: सूची)?|सन्दर्भ(?: सामग्री)?|অনুলগ্নী|তথ্যসূত্র|গ্রন্থপঞ্জি|حوالہ جات|"
    r"ضمیمہ|ආශ්‍රිත|උපග්‍රන්ථ|"
    r"மேற்கோள்கள்|உசாத்துணை|இணைப்பு)[\s:.]*",
    re.IGNORECASE,
)

#: A sentence with one of these asks somebody to do something.
ASKS = re.compile(
    r"\b(?:should|must|ought to|(?<!their )(?<!the )(?<!no )needs? to(?: be)?|shall|"
    r"recommend(?:s|ed)?|call(?:s|ed)? (?:on|upon|for)|"
    r"(?:is|are) (?:urged|advised|encouraged)|urgent(?:ly)?|it is (?:essential|"
    r"necessary|important|"
    r"crucial|imperative|vital)|would benefit from|"
    r"devrai(?:t|ent)|doi(?:t|vent)|il (?:est recommandé|faut|convient)|deber?ía[ns]?|deben?)\b|"
    r"चाहिए|पर्छ|पर्दछ|गर्नुपर्ने|गर्नुपर्छ|आवश्यक|উচিত|প্রয়োজন|করতে হবে|দরকার|چاہیے|چاہئے|ضرور|"
    r"යුතු|අවශ්‍ය|வேண்டும்|அவசியம்",
    re.IGNORECASE,
)
#: A point of a list that begins so is a request as well.
IMPERATIVES = frozenset(
    (
        "address adopt advance ask bar cap check close count tell advocate align allocate allow "
        "amend apply appoint assess avoid ban base build carry charge clarify collaborate collect "
        "combine commission commit compile conclude conduct consider consolidate consult continue "
        "convene coordinate co-ordinate create criminalise cut decentralise define deliver deploy "
        "design develop devise disseminate document draft draw educate eliminate embed emphasise "
        "emphasize empower enable encourage end enforce engage enhance enlarge ensure equip "
        "establish evaluate expand explore extend facilitate fast-track finalise finalize finance "
        "focus formalise formalize form formulate foster fund give grant guarantee harmonise "
        "harmonize help hold identify implement impose improve include incorporate increase "
        "inform initiate institute institutionalise institutionalize integrate introduce invest "
        "involve issue keep launch lead leverage license limit link lower maintain make "
        "mainstream mandate map maximise maximize minimise minimize mobilise mobilize monitor "
        "move negotiate offer open organise organize pay permit pilot plan pool prepare prevent "
        "prioritise prioritize produce promote prohibit protect provide publish pursue put raise "
        "ratify recognise recognize recruit reduce refine reform regularise regularize regulate "
        "reinforce remove replace report require research resource respond restrict revise review "
        "revisit scale secure seek set share simplify speed standardise standardize start step "
        "stop streamline strengthen subsidise support sustain systematise systematize tackle "
        "tailor take target track train transform undertake update upgrade use utilise utilize "
        "widen work adopter améliorer appuyer assurer créer développer élaborer encourager "
        "établir garantir inclure mettre organiser poursuivre prévoir promouvoir renforcer "
        "réviser soutenir veiller"
    ).split()
)
#: What looks like a sentence and is none to offer.
NEVER = re.compile(
    r"https?://|www\.|doi\.org|et al\.|@|ISBN|ISSN|©|\bpp?\. ?\d+[–-]\d+|\.{4,}|_{4,}|"
    r"^(?:figure|table|box|source|annex|finding|note)\b|"
    # What leans on the sentence before it says nothing alone.
    r"^(?:this|these|those|such|they|their|each|it|however|here|both|for example|"
    r"for instance)\b(?! is "
    r"(?:recommended|essential|necessary|important|crucial|imperative|vital))|"
    r"\b(?:recommendations?|conclusions?|section|chapter) (?:below|above|that follow|are (?:based|"
    r"presented|put forward|made|addressed|further)|is based|was |were )|"
    r"(?:following|these|this|the|their) (?:\w+ )?recommendations?\b",
    re.IGNORECASE,
)
