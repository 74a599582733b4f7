"""A session said to be in several languages without interpretation."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from essaim.forum.proofreading.finding import Announced, Certainty, Facts, Finding
from essaim.forum.proofreading.words import folded

TRILINGUAL = re.compile(
    r"\b(?:trilingue?s?|trilingual|trilingües?|(?:en|in) (?:trois|three|tres) (?:langues|languages|idiomas|lenguas)|multilingue?s?|multilingual|multilingües?)\b",
    re.IGNORECASE,
)
SIGNS = r"(?!\s+(?:en|in|de|into|a|in the)?\s*(?:langue des signes|lsf|sign|lengua de señas|lengua de signos|lengua signada|vélotypie))(?!\s+(?:écrite|des documents|written|escrita))"
NONE = re.compile(
    r"\b(?:(?:sans|aucune|ni|pas d['’]|pas de|point d['’])\s?(?:service d['’]|traduction ni )?(?:interprétation|interprète|interprètes|traduction)(?: simultanée)?"
    r"|(?:non|pas|not|no|ni) interprét\w+|(?:interprétation|traduction)(?: simultanée)? (?:ne (?:sera|seront|serait)|n['’](?:est|a|y aura)|non) (?:pas )?(?:assurée?|prévue?|proposée?|disponible|fournie?|organisée?)"
    r"|(?:no|without)(?: any)? (?:simultaneous )?(?:interpretation|interpreters?|interpreting|translation)|not interpreted|(?:interpretation|translation) (?:will not|won['’]t|is not|cannot) be (?:provided|offered|available)"
    r"|(?:interpretation|translation) (?:is )?not (?:provided|available|offered|planned)"
    r"|(?:sin|ninguna|ni) (?:servicio de )?(?:interpretación|intérpretes?|traducción)(?: simultánea)?|no (?:se )?(?:hay|habrá|ofrece|ofrecerá|contará con|cuenta con|prevé|dispondrá de|tendrá|proporcionará)"
    r"(?: servicio de)? (?:interpretación|traducción)|no interpretad\w+|no (?:será|serán|está|están) interpretad\w+"
    rf"){SIGNS}(?![\w])",
    re.IGNORECASE,
)
ONLY = re.compile(
    r"\b(?:en (?:français|anglais|espagnol) (?:uniquement|seulement)|(?:uniquement|seulement) en (?:français|anglais|espagnol)|(?:in )?(?:french|english|spanish) only|only in (?:french|english|spanish)"
    r"|(?:únicamente|solamente|s[oó]lo) en (?:francés|inglés|español)|en (?:francés|inglés|español) (?:únicamente|solamente))\b",
    re.IGNORECASE,
)
TONGUE = (
    r"(?:français|anglais|espagnol|arabe|portugais|coréen|italien|allemand|basque|catalan|french|english|spanish|arabic|portuguese|korean|italian|german|catalan"
    r"|francés|inglés|español|castellano|árabe|portugués|coreano|italiano|alemán|euskera|catalán)"
)
SEVERAL = re.compile(
    rf"\b(?:(?:en|in)\s+)?{TONGUE}(?:\s*[,/]\s*(?:(?:et|and|y|e|en|in)\s+)*{TONGUE})+(?:,?\s*(?:et|and|y|e|ou|or|o|&)\s+(?:(?:en|in)\s+)?{TONGUE})?\b|(?-i:\b(?:FR|EN|ES|PT|AR)(?:\s?[/,·–-]\s?(?:FR|EN|ES|PT|AR))+\b)",
    re.IGNORECASE,
)
TONGUES = re.compile(rf"\b(?:{TONGUE}|(?-i:FR|EN|ES|PT|AR))\b", re.IGNORECASE)
"""Three languages or more, one after the other."""
GIVEN = re.compile(
    r"\b(?:interprét\w+|traduction simultanée|traduit\w*|interpretation|interpreted|simultaneous translation|interpretación|interpretad\w+|traducción simultánea|interprètes?|interpreters?|intérpretes?"
    r"|cabines?|booths?|cabinas?|casques?|headsets?)\b",
    re.IGNORECASE,
)
PROMISED = re.compile(
    r"\b(?:(?:avec|with|con) (?:une? |an |una? )?(?:service d['’]|servicio de )?(?:interprétation|interprètes?|traduction simultanée|simultaneous (?:interpretation|translation)|interpretation|interpreters?|interpretación|intérpretes?|traducción simultánea)"
    r"|(?:interprétation|traduction)(?: simultanée)?(?: (?:est|sera))? (?:assurée|prévue|disponible|proposée|fournie|vers|en (?:français|anglais|espagnol|trois)|:)"
    r"|interprétée?s? (?:en|vers|simultanément)|interprétation simultanée|traduction simultanée|traduite?s? simultanément"
    r"|(?:interpretation|translation)(?: (?:is|will be))? (?:provided|available|offered|into|in (?:french|english|spanish|three))|interpreted (?:into|in)|simultaneous (?:interpretation|translation)"
    r"|(?:interpretación|traducción)(?: simultánea)?(?: (?:está|será))? (?:garantizada|prevista|disponible|ofrecida|al|en (?:francés|inglés|español|tres))|interpretad[ao]s? (?:en|al)|interpretación simultánea|traducción simultánea"
    r"|(?:cabines?|casques?|cabinas?|auriculares|booths?|headsets?) (?:d['’]interprétation|de interpretación|for interpretation|disponibles?|available))(?![\w])",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"(?:\s+(?:is|will be|are|n['’]est|ne sera|est|sera|está|será)?\s*(?:pas )?(?:provided|available|offered|planned|prévue|assurée|proposée|disponible|prevista|garantizada))?\s*(?:[.;,:!)]|\n|$)",
    re.IGNORECASE,
)
"""What may stand behind a denial that denies everything."""
ABOUT = re.compile(
    r"(?:\b(?:sur|de|à|comment|pourquoi|about|of|on|how|why|sobre|acerca|cómo|por qué|organiser|organise|organising|organizing|organizar|métiers?|role|rôle|papel|question|enjeux?|atelier|workshop|taller|formation|training|formación)"
    r"\s+(?:\w+\s+){0,2}(?:(?:la|le|les|une?|the|an?|el|los|una?|à)\s+)?|\b[ld]['’])$",
    re.IGNORECASE,
)
"""What stands before interpretation as a subject: “atelier sur la …”, “how to organise …”."""
DOING = re.compile(
    r"\b(?:(?:se )?présent\w+|chant\w+|dire|parl\w+|écri\w+|lire|jou\w+|compt\w+|racont\w+|appren\w+|introduc\w+|sing\w*|say\w*|speak\w*|writ\w+|read\w*|play\w*|tell\w*|learn\w*"
    r"|presentar\w*|cantar|decir|hablar|escribir|leer|jugar|contar|aprender)\s+$",
    re.IGNORECASE,
)
"""What people do in three languages in a session."""
MATERIAL = re.compile(
    r"\b(?:documents?|documentation|programmes?|programs?|programas?|sites?|web|website|sitio|formulaires?|forms?|formularios?|sous-titr\w+|subtitl\w+|subtítulos|livrets?|brochures?|folletos?|plaquettes?|textes?|texts?|textos?|propos\w+"
    r"|propuestas?|candidatures?|contributions?|résumés?|summar\w+|resúmenes|actes|proceedings|actas|newsletter|lettre|boletín|vidéos?|videos?|appel|call|convocatoria|questionnaires?|cuestionarios?|documentos?|supports?|slides)\b",
    re.IGNORECASE,
)
HELD = re.compile(
    r"\b(?:sessions?|séances?|ateliers?|tables? rondes?|plénières?|forums?|webinaires?|rencontres?|conférences?|débats?|panels?|workshops?|round ?tables?|plenar\w+|webinars?|meetings?|debates?|events?|talks?|sesi\w+|talleres|taller|mesas? redondas?"
    r"|foros?|encuentros?|conferencias?|seminarios?|seminars?|séminaires?|réuni\w+|reuni\w+|échanges?|visites?|visits?|visitas?|assembl\w+|asamblea\w*|colloques?|journées?|interventions?)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<![.!?])[.!?]++\s++(?=[A-ZÀ-Ý¿¡])|\n")
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-–•*]|\d{1,2}\s?[:hH]))")
"""A blank line, or a line with a bullet or an hour, begins another item."""
ENOUGH = 3
MOST_DENIALS = 6
"""So many are read in one paragraph."""
SHORT_TITLE = 7


@dataclass(frozen=True, slots=True)
class Sentence:
    held: frozenset[str]
    """What it says takes place: session, atelier, taller…"""
    has_material: bool
    """It names documents, forms, a site."""


class Paragraphs:
    """Where a text's paragraphs and sentences begin, found once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = folded(text)
        self.paragraphs = [0, *(match.end() for match in PARAGRAPH.finditer(text)), len(text)]
        self.sentences = sorted({0, *self.paragraphs, *(match.end() for match in SENTENCE.finditer(text))})
        self.sessions: dict[int, Announced | None] = {}
        self.without: dict[int, list[re.Match[str]]] = {}
        self.read: dict[int, Sentence] = {}
        self.given: dict[int, bool] = {}
        self.trilingual: dict[int, bool] = {}

    def paragraph(self, at: int) -> tuple[int, int]:
        return span_at(self.paragraphs, at)

    def sentence(self, at: int) -> Sentence:
        start, end = span_at(self.sentences, at)
        if start not in self.read:
            held = frozenset(folded(match[0]).rstrip("s") for match in HELD.finditer(self.text, start, end))
            self.read[start] = Sentence(held, has_material=MATERIAL.search(self.text, start, end) is not None)
        return self.read[start]

    def session(self, at: int, facts: Facts) -> Announced | None:
        start, end = self.paragraph(at)
        if start not in self.sessions:
            self.sessions[start] = session_in(self.text[start:end], facts)
        return self.sessions[start]

    def denials(self, at: int) -> list[re.Match[str]]:
        """What says in this paragraph that there is no interpretation, or one language only."""
        start, end = self.paragraph(at)
        if start not in self.without:
            found = (match for pattern in (NONE, ONLY) for match in pattern.finditer(self.text, start, end))
            self.without[start] = list(islice(found, MOST_DENIALS))
        return self.without[start]

    def is_given(self, at: int) -> bool:
        """Interpretation is spoken of in this paragraph otherwise than to deny it."""
        start, end = self.paragraph(at)
        if start not in self.given:
            left = NONE.sub("", self.text[start:end])
            self.given[start] = GIVEN.search(left) is not None
        return self.given[start]

    def is_trilingual(self, at: int) -> bool:
        start, end = self.paragraph(at)
        if start not in self.trilingual:
            self.trilingual[start] = TRILINGUAL.search(self.text, start, end) is not None
        return self.trilingual[start]


def span_at(breaks: Sequence[int], at: int) -> tuple[int, int]:
    place = bisect_right(breaks, at)
    return breaks[place - 1], breaks[min(place, len(breaks) - 1)]


def check_interpretation(texts: Sequence[str], facts: Facts) -> Iterator[Finding]:
    for number, text in enumerate(texts):
        around = Paragraphs(text)
        for match in TRILINGUAL.finditer(text):
            session = around.session(match.start(), facts)
            if session:
                if not is_multilingual(session):
                    yield said(match, number, "trilingual_without_interpretation", Certainty.SURE, session)
            elif any(is_of_the_same(around, match, denial) for denial in around.denials(match.start())):
                yield said(match, number, "trilingual_and_not", Certainty.SURE)
            elif is_unexplained(around, match):
                yield said(match, number, "trilingual_unexplained", Certainty.LOOK)
        yield from in_several(around, number)
        yield from interpreted_and_not(around, number)
        if PROMISED.search(text):
            for session in facts.sessions:
                yield from interpreted_though_not(around, number, session)


def is_unexplained(around: Paragraphs, match: re.Match[str]) -> bool:
    """Said of what is held, with no word of how; not "se présenter en trois langues"."""
    if around.denials(match.start()) or around.is_given(match.start()) or not is_of_a_session(around, match):
        return False
    return DOING.search(around.text[max(0, match.start() - 24) : match.start()]) is None


def in_several(around: Paragraphs, number: int) -> Iterator[Finding]:
    """Three languages in a row, and the same paragraph says there is no interpretation: who follows what?"""
    for match in SEVERAL.finditer(around.text):
        if len(set(TONGUES.findall(match[0].casefold() if match[0].islower() else match[0]))) < ENOUGH:
            continue
        denials = [one for one in around.denials(match.start()) if one.re is NONE]
        if not denials or around.is_trilingual(match.start()) or around.is_given(match.start()):
            continue
        if any(is_of_the_same(around, match, one) for one in denials) and is_of_a_session(around, match):
            yield said(match, number, "languages_without_interpretation", Certainty.LOOK)


def interpreted_and_not(around: Paragraphs, number: int) -> Iterator[Finding]:
    """ "Interpretation in English and French; no interpretation is provided": of one thing, and not of some hours or languages alone."""
    for match in PROMISED.finditer(around.text):
        denials = [one for one in around.denials(match.start()) if one.re is NONE and is_whole(around.text, one)]
        apart = [one for one in denials if one.end() <= match.start() or match.end() <= one.start()]
        if len(denials) != len(apart) or not is_promise(around, match):
            continue
        if any(is_of_the_same(around, match, one) and len(around.sentence(match.start()).held) <= 1 for one in apart):
            yield said(match, number, "interpreted_and_not", Certainty.LIKELY)
            return


def is_whole(text: str, denial: re.Match[str]) -> bool:
    """Nothing behind it says of what alone there is none."""
    return WHOLE.match(text, denial.end()) is not None


def is_of_a_session(around: Paragraphs, match: re.Match[str]) -> bool:
    """Not of documents, forms or subtitles in several languages."""
    said_of = around.sentence(match.start())
    return bool(said_of.held) or not said_of.has_material


def is_of_the_same(around: Paragraphs, match: re.Match[str], denial: re.Match[str]) -> bool:
    """In one sentence; or the other names nothing else that is held (“Les ateliers ne sont pas interprétés”)."""
    mine, other = around.sentence(match.start()), around.sentence(denial.start())
    return mine is other or other.held <= mine.held


def session_in(around: str, facts: Facts) -> Announced | None:
    plain = folded(around)
    named = [one for one in facts.sessions if any(len(title) > SHORT_TITLE and folded(title) in plain for title in one.titles)]
    return max(named, key=lambda one: max(map(len, one.titles)), default=None)


def is_multilingual(session: Announced) -> bool:
    """Understood in three languages: spoken all at once by rule of the house, or interpreted."""
    return len({*session.interpreted}) >= ENOUGH or (bool(session.interpreted) and len({*session.spoken, *session.interpreted}) >= ENOUGH)


def interpreted_though_not(around: Paragraphs, number: int, session: Announced) -> Iterator[Finding]:
    """The notice names the session and promises interpretation in its paragraph; its fields have none. A session about interpretation is another matter."""
    if session.interpreted or any(GIVEN.search(title) for title in session.titles) or len(around.plain) != len(around.text):
        return
    for title in session.titles:
        at = around.plain.find(folded(title)) if len(title) > SHORT_TITLE else -1
        if at < 0:
            continue
        if not around.denials(at):
            match = next((one for one in PROMISED.finditer(around.text, *around.paragraph(at)) if is_promise(around, one)), None)
            if match:
                yield Finding(
                    code="interpretation_not_planned",
                    start=match.start(),
                    end=match.end(),
                    quoted=match[0],
                    facts={"session": title, "spoken": list(session.spoken)},
                    certainty=Certainty.LIKELY,
                    text=number,
                )
        return


def is_promise(around: Paragraphs, match: re.Match[str]) -> bool:
    return ABOUT.search(around.text[max(0, match.start() - 40) : match.start()]) is None


def said(match: re.Match[str], number: int, code: str, certainty: Certainty, session: Announced | None = None) -> Finding:
    facts: dict[str, object] = {}
    if session:
        facts = {
            "session": session.titles[0] if session.titles else session.key,
            "spoken": list(session.spoken),
            "interpreted": list(session.interpreted),
        }
    return Finding(code=code, start=match.start(), end=match.end(), quoted=match[0], facts=facts, certainty=certainty, text=number)
