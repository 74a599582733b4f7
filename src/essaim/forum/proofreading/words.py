"""Months, weekdays and small words of the three languages, as people write them."""

import re
import unicodedata

LANGUAGES = ("fr", "en", "es")
MONTHS: dict[str, tuple[str, ...]] = {
    "fr": ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
}
SHORT_MONTHS: dict[str, tuple[str, ...]] = {
    "fr": ("janv jan", "févr fév", "", "avr", "", "", "juil", "", "sept", "oct", "nov", "déc"),
    "en": ("jan", "feb", "mar", "apr", "", "jun", "jul", "aug", "sep sept", "oct", "nov", "dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep sept set setiembre", "oct", "nov", "dic"),
}
WEEKDAYS: dict[str, tuple[str, ...]] = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
SHORT_WEEKDAYS: dict[str, tuple[str, ...]] = {
    "fr": ("lun", "mar", "mer", "jeu", "ven", "sam", "dim"),
    "en": ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


COMMON: dict[str, frozenset[str]] = {
    "fr": listed("le la les des une dans pour avec est sont aux par sur du et au heure heures que qui ce cette nous"),
    "en": listed("the of and to in for with is are on at by from that this will be our we time you"),
    "es": listed("el los las una para con es son por del y al que en hora horas se este esta nuestro como su"),
}
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def folded(word: str) -> str:
    """Lower case without accents: "Févr." and "fevr" are one."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).replace("’", "'").replace("œ", "oe").replace("æ", "ae")


def numbered(full: dict[str, tuple[str, ...]], short: dict[str, tuple[str, ...]], *, first: int) -> dict[str, dict[str, int]]:
    """Folded word → language → number. A word may be one in several languages ("octobre" no, "mar" yes)."""
    found: dict[str, dict[str, int]] = {}
    for language in LANGUAGES:
        for number, (word, others) in enumerate(zip(full[language], short[language], strict=True), start=first):
            for each in (word, *others.split()):
                found.setdefault(folded(each), {})[language] = number
    return found


MONTH_OF = numbered(MONTHS, SHORT_MONTHS, first=1)
WEEKDAY_OF = numbered(WEEKDAYS, SHORT_WEEKDAYS, first=0)
LONG_WEEKDAYS = frozenset(folded(word) for words in WEEKDAYS.values() for word in words)
LONG_MONTHS = frozenset(folded(word) for words in MONTHS.values() for word in words)


def language_of(text: str, default: str = "") -> str:
    """The one of the three whose small words, weekdays and months occur most; `default` when none stands out."""
    words = [folded(word) for word in WORD.findall(text)]
    scores = dict.fromkeys(LANGUAGES, 0.0)
    for word in words:
        for language in LANGUAGES:
            scores[language] += word in COMMON[language]
        for meanings in (MONTH_OF.get(word, {}), WEEKDAY_OF.get(word, {})):
            for language in meanings:
                scores[language] += 2 / len(meanings)
    best = max(scores, key=lambda language: (scores[language], language == default))
    is_alone = list(scores.values()).count(scores[best]) == 1
    return best if scores[best] and is_alone else default or (best if scores[best] else "")
