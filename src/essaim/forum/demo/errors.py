from django.utils.translation import gettext as _


class DemoError(Exception):
    """A demo file says something that cannot be loaded. Raised before anything of that edition is kept."""

    def __init__(self, *, where: str, field: str, value: object, code: str, **facts: object) -> None:
        super().__init__(f"{where}: {field}: {value!r}: {code}")
        self.where = where
        self.field = field
        self.value = value
        self.code = code
        self.facts = facts

    def sentence(self) -> str:
        """Where, what, and what to do next, in the language in use."""
        words = sentences()[self.code] % {"value": self.value, **self.facts}
        return f"{self.where}: {words}" if self.field in self.where else f"{self.where}, {self.field}: {words}"


def sentences() -> dict[str, str]:
    return {
        "not_yaml": _("the file cannot be read as YAML: %(value)s. Correct it there."),
        "not_a_mapping": _("“%(value)s” is no mapping. Write names and values, as in “slug: niort-2019”."),
        "not_a_list": _("“%(value)s” is no list. Write one entry a line, each with a dash before it."),
        "not_a_value": _("a mapping or list stands where one value is expected. Write one value."),
        "missing": _("nothing is written. Write a value: this field is required."),
        "unknown_field": _("“%(value)s” is not a field here. Use one of: %(known)s."),
        "twice": _("“%(value)s” is written twice. Keep one."),
        "not_a_number": _("“%(value)s” is no number. Write digits, with a point for decimals."),
        "not_a_flag": _("“%(value)s” is neither true nor false. Write one of the two."),
        "not_a_day": _("“%(value)s” is no date. Write year-month-day, as in 2019-11-06."),
        "not_an_hour": _("“%(value)s” is no time of day. Write hours and minutes, as in 09:30."),
        "not_a_language": _("“%(value)s” is no language code. Write one of ISO 639, as in fr, eu or ko."),
        "not_among": _("“%(value)s” is not one of: %(known)s."),
        "not_found": _("“%(value)s” does not exist. Add it, or correct the name; near it: %(near)s."),
        "language_not_of_edition": _("“%(value)s” is not a language of this edition (%(known)s). Add it to the edition or correct it."),
        "outside_edition": _("%(value)s is more than a week from the edition's days (%(first)s to %(last)s). Correct one of them."),
        "end_without_start": _("an end (%(value)s) without a start. Give both, or none."),
        "end_before_start": _("the end %(value)s is not after the start %(start)s. Correct one of them."),
        "hour_without_day": _("an hour (%(value)s) without a day. Give the day, or leave the hour unknown."),
        "room_taken": _("“%(value)s” is taken at that time by “%(other)s”. Move one of the two."),
        "person_taken": _("“%(value)s” is at that time in “%(other)s”. Move one of the two."),
        "claim_says_nothing": _("the claim holds neither a value nor words. Write one."),
        "not_demo": _(
            "this site is no demo, and the passwords of the demo logins are known to everybody. Set ESSAIM_DEMO=1 on a demo site."
        ),
        "not_a_demo_date": _("“%(value)s” is no date. Write ESSAIM_DEMO_DATE as 2027-06-10, or as “today”."),
    }
