"""What went wrong in the registry, said in the reader's language."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from essaim.registry.errors import RegistryError
from essaim.registry.identifiers import SCHEMES, Check, Verdict


def sentence(error: RegistryError) -> str:
    """Where, what, and what to do next. A code without a sentence of its own is a fault of ours and says so."""
    verdict = error.facts.get("verdict")
    if isinstance(verdict, Verdict):
        said = explain(verdict)
    else:
        make = SENTENCES.get(error.code, lambda: _("This cannot be saved (%(code)s)."))
        said = make() % Quoted({**error.facts, "code": error.code})
    where = error.facts.get("where")
    return f"{where}: {said}" if where else said


class Quoted(dict[str, object]):
    """Facts for a sentence; one that is missing shows as …, it never breaks the page."""

    def __init__(self, facts: Mapping[str, object]) -> None:
        super().__init__(facts)

    def __missing__(self, key: str) -> str:
        return "…"


def explain(verdict: Verdict) -> str:
    """The verdict on an identifier in words: which rule, where, what next; or how far an accepted one was checked."""
    scheme = SCHEMES.get(verdict.scheme)
    facts = Quoted(
        {
            "scheme": scheme.title if scheme else verdict.scheme,
            "value": verdict.value,
            "position": verdict.position,
            "expected": verdict.expected,
            "example": scheme.example if scheme else "",
        }
    )
    make = VERDICTS[verdict.rule if verdict.check == Check.REFUSED else verdict.check]
    return make() % facts


VERDICTS: dict[str, Callable[[], str]] = {
    Check.SUM: lambda: _("%(scheme)s: its check digits agree."),
    Check.FORM: lambda: _("%(scheme)s: its form is right; this register has no check digits."),
    Check.NONE: lambda: _("%(scheme)s: not checked, no rule is known for this register."),
    "empty": lambda: _("%(scheme)s: nothing was given. Type the identifier, for example %(example)s."),
    "character": lambda: _("%(scheme)s: “%(expected)s” cannot stand at place %(position)s of “%(value)s”. Compare with %(example)s."),
    "length": lambda: _("%(scheme)s: “%(value)s” has not the %(expected)s signs it needs. Look for one missing or too many."),
    "form": lambda: _("%(scheme)s: “%(value)s” goes wrong at place %(position)s. It should look like %(expected)s."),
    "check_digits": lambda: _(
        "%(scheme)s: the check digits of “%(value)s” do not agree (from place %(position)s, “%(expected)s” was expected). "
        "A digit is wrong or two changed places: read it again from the register."
    ),
    "siren_part": lambda: _(
        "%(scheme)s: the first nine digits of “%(value)s” are no SIREN (“%(expected)s” was expected at place %(position)s). "
        "Read it again from the register."
    ),
    "scheme": lambda: _("“%(scheme)s” is no name of a register. Use small letters and hyphens, for example %(expected)s."),
    "too_long": lambda: _("%(scheme)s: the value is longer than %(expected)s signs. Shorten it."),
}

SENTENCES: dict[str, Callable[[], str]] = {
    "missing": lambda: _("“%(field)s” is missing. Fill it in."),
    "unknown_language": lambda: _("“%(value)s” is no language code. Use one such as fr, en, eu or pt-BR."),
    "invalid_field": lambda: _("“%(value)s” cannot stand in “%(field)s”: %(problem)s"),
    "end_before_start": lambda: _("It ends (%(end)s) before it starts (%(start)s). Change one of the two."),
    "slug_taken": lambda: _("The address name “%(value)s” belongs to another. Choose a different one."),
    "identifier_of_another": lambda: _(
        "%(scheme)s %(value)s is already the identifier of %(organisation)s. Are the two one? Then merge them."
    ),
    "member_of_itself": lambda: _("%(organisation)s cannot be a member of itself. Choose another network."),
    "already_left": lambda: _("This membership ended on %(end)s. Add a new one if it started again."),
    "informal_group_has_no_address": lambda: _(
        "%(organisation)s is an informal group: it is shown by area, never as a point. Give it a territory."
    ),
    "merge_with_itself": lambda: _("%(thing)s cannot be merged with itself. Choose another."),
    "two_accounts": lambda: _("Both have an account (%(kept)s and %(given_up)s). Remove one of the accounts first."),
    "double_in_use": lambda: _("Both have “%(thing)s” (%(kind)s), and other things hang on each. Make the two of them one first."),
    "missing_columns": lambda: _("%(value)s lacks the columns %(columns)s."),
    "unknown_goal": lambda: _("%(framework)s has no %(value)s. Put an item after the one it is under."),
    "not_a_goal_kind": lambda: _("“%(value)s” is no kind of goal. Use one of: %(allowed)s."),
    "goal_under_itself": lambda: _("%(value)s cannot stand under itself. Choose another goal above it."),
    "no_such_file": lambda: _("There is no file %(value)s."),
    "not_cog": lambda: _("“%(value)s” is not what the official geographic code looks like. Take Etalab's files as they are."),
    "claim_says_nothing": lambda: _("The figure “%(measure)s” has no value. Give a number, or the words as printed."),
    "range_upside_down": lambda: _("A range needs its smaller number first: %(value)s to %(upper)s. Change the two."),
    "not_a_partial_date": lambda: _("“%(value)s” is no date. Write 2025, 2025-10 or 2025-10-31, as precise as known."),
    "number_too_large": lambda: _("“%(value)s” is too large a number. Check its zeros."),
    "unknown_territory": lambda: _(
        "No territory %(value)s is known. Load the territories first (essaim registry load), or correct the code."
    ),
    "not_a_territory": lambda: _("“%(value)s” names no territory. Write scheme/level/code, for example iso-3166/country/KR."),
    "unknown_source": lambda: _("No source has the code “%(value)s”. Add it to the sources, or correct the code."),
    "unknown_organisation": lambda: _(
        "No organisation has the address name “%(value)s”. Add it to the organisations, or correct the name."
    ),
    "unknown_thing": lambda: _("Nothing of the kind %(kind)s is called “%(value)s”. Correct the name, or load the thing first."),
    "unknown_field": lambda: _("This field is not read. Did you mean: %(meant)s?"),
    "not_a_text": lambda: _("%(value)s is no text. Put it in quotation marks."),
    "too_long": lambda: _("“%(value)s” is longer than %(longest)s signs. Shorten it."),
    "not_allowed": lambda: _("“%(value)s” is none of the words allowed here: %(allowed)s."),
    "not_a_flag": lambda: _("“%(value)s” should be true or false."),
    "not_a_day": lambda: _("“%(value)s” is no day. Write 2019-11-06, or leave it out when the day is not known."),
    "not_a_number": lambda: _("“%(value)s” is no number. Write digits with a point for decimals; words as printed go into “words”."),
    "not_a_list": lambda: _("A list of entries (each starting with “-”) was expected here, not “%(value)s”."),
    "not_an_entry": lambda: _("An entry with named fields was expected here, not “%(value)s”."),
    "not_yaml": lambda: _("This is no YAML: %(value)s. Correct the line."),
    "not_utf8": lambda: _("This file is not in UTF-8. Save it in UTF-8."),
    "twice": lambda: _("“%(value)s” occurs twice in this file. Join the two, or name one of them otherwise."),
    "two_kept": lambda: _("Two figures for “%(measure)s” are marked as kept. Keep one."),
}
