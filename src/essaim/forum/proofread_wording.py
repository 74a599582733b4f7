"""What proofreading found, in the reader's language: what is wrong, and how sure that is."""

from collections.abc import Callable, Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from i18nfield.strings import LazyI18nString

from essaim.forum.proofreading import Certainty, Finding
from essaim.forum.queries.proofreading import Doubt
from essaim.forum.reaching import Answer, Reached
from essaim.kit.dates import full_day
from essaim.kit.languages import language_name, spoken

Values = Mapping[str, object]

GRADES: dict[Certainty, str | Promise] = {
    Certainty.SURE: gettext_lazy("cannot be so"),
    Certainty.LIKELY: gettext_lazy("probably wrong"),
    Certainty.LOOK: gettext_lazy("worth a look"),
    Certainty.LEFT: gettext_lazy("left in"),
}
MARKS = {Certainty.SURE: "verified", Certainty.LIKELY: "estimated", Certainty.LOOK: "declared", Certainty.LEFT: "estimated"}
FIELDS: dict[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "title": gettext_lazy("title"),
    "subtitle": gettext_lazy("subtitle"),
    "summary": gettext_lazy("summary"),
    "description": gettext_lazy("description"),
    "language_note": gettext_lazy("about the languages"),
    "note": gettext_lazy("note"),
    "theme": gettext_lazy("theme or guiding question"),
    "place": gettext_lazy("venue"),
    "entry": gettext_lazy("entry"),
}


def day(value: object, reader: str) -> str:
    return full_day(date.fromisoformat(str(value)), reader) if value else _("that day")


def days(values: object, reader: str) -> str:
    return ", ".join(day(value, reader) for value in values) if isinstance(values, list) else ""


def wrong_weekday(facts: Values, reader: str) -> str:
    said = _("%(day)s is no “%(weekday)s”. If the weekday is right, %(near)s may be meant.") % {
        "day": capital(day(facts.get("date"), reader)),
        "weekday": facts.get("weekday"),
        "near": day(facts.get("near_date"), reader),
    }
    if facts.get("is_year_written"):
        return said
    return said + " " + _("The year is not written here; it was taken from what stands around it.")


def wrong_hour(facts: Values, reader: str) -> str:
    if facts.get("hours"):
        return (
            _("On %(day)s these hours are not one moment: %(hours)s. One of them at least is wrong.")
            if facts.get("date")
            else _("These hours are one moment neither in January nor in July: %(hours)s. One of them at least is wrong.")
        ) % {"day": day(facts.get("date"), reader), "hours": facts.get("hours")}
    if not facts.get("date"):
        return _(
            "With %(others)s, it would be %(hour)s in %(place)s. No day is named; these hours agree neither in January nor in July."
        ) % {
            "others": facts.get("others"),
            "hour": facts.get("right_hour"),
            "place": facts.get("place"),
        }
    return _("With %(others)s, it is %(hour)s in %(place)s on %(day)s.") % {
        "others": facts.get("others"),
        "hour": facts.get("right_hour"),
        "place": facts.get("place"),
        "day": day(facts.get("date"), reader),
    }


def agreeing_hours(facts: Values, reader: str) -> str:
    return _(
        "These hours agree only if %(zone)s is meant; on %(day)s the clocks there show %(right)s. If the other hours are right, it is"
        " %(right_hour)s %(right)s; if %(hour)s is, it is %(others)s."
    ) % {
        "zone": facts.get("zone"),
        "right": facts.get("right_zone"),
        "day": day(facts.get("date"), reader),
        "hour": facts.get("hour"),
        "right_hour": facts.get("right_hour"),
        "others": facts.get("others"),
    }


def other_version(said: str | Promise) -> Callable[[Values, str], str]:
    """`said` names the version that has something else, in the reader's language."""

    def make(facts: Values, reader: str) -> str:
        return str(said) % {
            "language": language_name(str(facts.get("other_language")), reader),
            "other": facts.get("other"),
            "said": facts.get("said"),
        }

    return make


def wrong_offset(facts: Values, reader: str) -> str:
    minutes = abs(int(str(facts.get("difference_min") or 0)))
    hours = ngettext("%(n)s hour", "%(n)s hours", minutes // 60) % {"n": minutes // 60} if minutes % 60 == 0 else f"{minutes} min"
    said = _("On %(day)s, %(city)s is on %(right)s, not on %(offset)s: %(hours)s of doubt.") % {
        "day": day(facts.get("date"), reader),
        "city": facts.get("city"),
        "right": facts.get("right_offset"),
        "offset": facts.get("offset"),
        "hours": hours,
    }
    return capital(said)


def wrong_season(facts: Values, reader: str) -> str:
    known = {"day": day(facts.get("date"), reader), "zone": facts.get("zone"), "right": facts.get("right_zone")}
    if not facts.get("right_zone"):
        return _("“%(zone)s” is not in use on %(day)s: another season’s time is meant.") % known
    return _("“%(zone)s” is not in use on %(day)s: %(right)s is.") % known


def other_name(facts: Values, _reader: str) -> str:
    known = {"name": facts.get("name"), "other": facts.get("other")}
    if facts.get("where") == "known":
        return _("The registry knows somebody as “%(other)s”. Is it the same person?") % known
    return _("“%(other)s” stands here, too. Is it the same person?") % known


def foreign_acronym(facts: Values, reader: str) -> str:
    return _("In a text in %(language)s one says %(right)s (%(meaning)s).") % {
        "language": language_name(str(facts.get("language")), reader),
        "right": facts.get("right"),
        "meaning": facts.get("meaning"),
    }


def languages(facts: Values, reader: str) -> str:
    codes = facts.get("languages") or facts.get("spoken") or ()
    return ", ".join(language_name(str(code), reader) for code in codes) if isinstance(codes, list | tuple) and codes else _("unknown")


def named(value: object, reader: str) -> str:
    return spoken(value, reader).text if isinstance(value, LazyI18nString) else str(value or "")


LINKS: dict[str, str | Promise] = {
    "scheme": gettext_lazy("An address begins with https:// or http://."),
    "host": gettext_lazy("No server can have this name."),
    "address": gettext_lazy("A sign in it cannot be right."),
    "twice": gettext_lazy("Two addresses run into one."),
}

SENTENCES: dict[str, Callable[[Values, str], str]] = {
    "weekday_date": wrong_weekday,
    "impossible_date": lambda _facts, _reader: _("There is no such day."),
    "range_backwards": lambda facts, reader: (
        _("It would end on %(last)s, before it begins on %(first)s.")
        % {"first": day(facts.get("first"), reader), "last": day(facts.get("last"), reader)}
    ),
    "other_day": lambda facts, reader: (
        _("The text says %(day)s; the session is placed on %(placed)s.")
        % {"day": day(facts.get("date"), reader), "placed": days(facts.get("days"), reader)}
    ),
    "outside_days": lambda facts, reader: (
        _("%(day)s is outside the edition’s days, %(first)s to %(last)s.")
        % {"day": capital(day(facts.get("date"), reader)), "first": day(facts.get("first"), reader), "last": day(facts.get("last"), reader)}
    ),
    "impossible_hour": lambda _facts, _reader: _("There is no such hour."),
    "hours_disagree": wrong_hour,
    "hour_skipped": lambda facts, reader: (
        _("On %(day)s the clocks of %(place)s go forward, so %(hour)s does not exist there.")
        % {"day": day(facts.get("date"), reader), "place": facts.get("place"), "hour": facts.get("hour")}
    ),
    "hour_twice": lambda facts, reader: (
        _("On %(day)s the clocks of %(place)s go back, so %(hour)s comes twice there. Say which is meant.")
        % {"day": day(facts.get("date"), reader), "place": facts.get("place"), "hour": facts.get("hour")}
    ),
    "hours_backwards": lambda facts, _reader: _("It would end at %(last)s, before it begins at %(first)s.") % facts,
    "zone_season": wrong_season,
    "zone_season_agrees": agreeing_hours,
    "versions_date": other_version(gettext_lazy("The text in %(language)s says “%(other)s”, this one “%(said)s”.")),
    "versions_hour": other_version(gettext_lazy("The text in %(language)s says “%(other)s”, this one “%(said)s”.")),
    "versions_languages": other_version(gettext_lazy("Of the languages the text in %(language)s says “%(other)s”, this one “%(said)s”.")),
    "offset_city": wrong_offset,
    "name_spelling": other_name,
    "acronym_senses": lambda facts, _reader: _("%(acronym)s is “%(meaning)s” here, and “%(other)s” elsewhere.") % facts,
    "acronym_language": foreign_acronym,
    "trilingual_without_interpretation": lambda facts, reader: (
        _("“%(session)s” has no interpretation into three languages in the programme; spoken: %(spoken)s.")
        % {"session": facts.get("session"), "spoken": languages({"languages": facts.get("spoken")}, reader)}
    ),
    "trilingual_and_not": lambda _facts, _reader: _("It is said to be in several languages, and to be without interpretation."),
    "interpreted_and_not": lambda _facts, _reader: _("It is said to be interpreted, and to be without interpretation."),
    "trilingual_unexplained": lambda _facts, _reader: _("Nothing here says how: interpreted, or each language in its turn?"),
    "languages_without_interpretation": lambda _facts, _reader: _(
        "Several languages and no interpretation: can everybody follow? Say which language is spoken when, or plan interpretation."
    ),
    "interpretation_not_planned": lambda facts, _reader: _("The programme has no interpretation for “%(session)s”.") % facts,
    "broken_link": lambda facts, _reader: str(LINKS.get(str(facts.get("problem")), _("This address cannot work."))),
    "broken_mail": lambda _facts, _reader: _("This is no e-mail address."),
    "placeholder": lambda _facts, _reader: _("Left over from a draft."),
    "word_twice": lambda _facts, _reader: _("The same word twice."),
}

DOUBTS: dict[str, Callable[[Values, str], str]] = {
    "interpreted_against_rule": lambda facts, reader: (
        _("Interpreted into %(languages)s, though “%(format)s” is not interpreted.")
        % {"languages": languages(facts, reader), "format": named(facts.get("format"), reader)}
    ),
    "rule_without_interpretation": lambda facts, reader: (
        _("“%(format)s” is interpreted by rule; here no language is given.") % {"format": named(facts.get("format"), reader)}
    ),
    "trilingual_fields": lambda facts, reader: (
        _("Said to be spoken in %(languages)s, without interpretation.") % {"languages": languages(facts, reader)}
    ),
    "booths_too_few": lambda facts, reader: (
        _("%(room)s: interpretation booths there: %(booths)s; needed: %(needed)s.") % {**facts, "room": named(facts.get("room"), reader)}
    ),
    "people_alike": lambda facts, _reader: _("“%(name)s” and “%(other)s” are a letter apart. Are they one person?") % facts,
}

ANSWERS: dict[Answer, str | Promise] = {
    "reached": gettext_lazy("answers"),
    "moved": gettext_lazy("leads elsewhere"),
    "missing": gettext_lazy("page not found"),
    "closed": gettext_lazy("not open to everybody"),
    "failing": gettext_lazy("the server answers with an error"),
    "silent": gettext_lazy("no answer"),
    "nameless": gettext_lazy("no server has this name"),
    "certificate": gettext_lazy("its certificate is not valid"),
    "private": gettext_lazy("leads into a private network; not asked"),
    "broken": gettext_lazy("is no web address"),
    "untried": gettext_lazy("not tried: the time for all links was over"),
}


def finding_said(finding: Finding, reader: str) -> str:
    """A code without a sentence still says where to look."""
    make = SENTENCES.get(finding.code)
    return make(finding.facts, reader) if make else _("Look at this again (%(code)s).") % {"code": finding.code}


def doubt_said(doubt: Doubt, reader: str) -> str:
    return DOUBTS[doubt.code](doubt.facts, reader)


def answer_said(reached: Reached) -> str:
    said = str(ANSWERS[reached.answer])
    return f"{said} ({reached.status})" if reached.status and reached.answer not in ("reached", "moved") else said


def field_said(name: str) -> str:
    return str(FIELDS.get(name, name))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]
