"""Forms of those who work in the draft programme without being of the team: what to show, a session's texts, a note."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essaim.forum.inputs.session import SessionInput
from essaim.forum.models import Edition, Note, Session
from essaim.forum.queries.draft import MINE, Drafted, Wanted, has_own, own_paths
from essaim.forum.rules import INTERPRETER, Standing
from essaim.kit.dates import short_day
from essaim.kit.inputs import ContentInput, named
from essaim.kit.languages import spoken
from essaim.registry.inputs.pick import reader

ALL = "all"


class DraftFilter(forms.Form):
    """A GET form; what is not chosen stands on "all", but for those who have sessions of their own: these come first."""

    which = forms.ChoiceField(label=_("Sessions"), required=False)
    path = forms.ChoiceField(label=_("Path"), required=False)
    day = forms.ChoiceField(label=_("Day"), required=False)
    language = forms.ChoiceField(label=_("Language spoken or interpreted"), required=False)

    def __init__(self, data: Any, *, standing: Standing, lines: Sequence[Drafted]) -> None:
        """One statement: the paths."""
        given = data.copy()
        if has_own(standing):
            given.setdefault("which", MINE)
        super().__init__(given, label_suffix="")
        edition = standing.edition
        days = sorted({line.day for line in lines if line.day})
        codes = dict.fromkeys([*edition.languages, *sorted({code for line in lines for code in line.understood})])
        self.choose("which", [(MINE, own_words(standing)), (ALL, gettext("all"))] if has_own(standing) else [])
        self.choose("path", [(path.letter, lettered(path)) for path in edition.paths.order_by("letter")], any_word=gettext("all"))
        self.choose("day", [(day.isoformat(), short_day(day, reader())) for day in days], any_word=gettext("all"))
        self.choose("language", [(code, named(code)) for code in codes], any_word=gettext("all"))

    def choose(self, name: str, choices: list[tuple[str, str]], *, any_word: str = "") -> None:
        """A choice among nothing is no question."""
        if choices:
            self.fields[name].choices = [*([("", any_word)] if any_word else []), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def wanted(self) -> Wanted:
        """What is not among the choices is left out."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})

    @property
    def is_narrowed(self) -> bool:
        wanted = self.wanted()
        return wanted.which == MINE or bool(wanted.path or wanted.day or wanted.language)


def lettered(path: Any) -> str:
    name = spoken(path.name, reader()).text
    return f"{path.letter} – {name}" if name else str(path.letter)


def own_words(standing: Standing) -> str:
    if not own_paths(standing):
        return gettext("those interpreted")
    return gettext("those of your paths, or interpreted") if INTERPRETER in standing.roles else gettext("those of your paths")


class SessionTextsInput(SessionInput):
    """What a path's lead changes of its sessions: not their paths, state, people, place or publication."""

    names: ClassVar[tuple[str, ...]] = (
        *Session.TEXTS,
        "format",
        "spoken",
        "interpreted",
        "goals",
        "targets",
        "audience",
        "level",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["paths"]


class SessionNoteInput(ContentInput):
    """A rapporteur's note, in any of the edition's languages; whoever may publish it says whether readers see it."""

    model = Note
    names = ("body", "is_published")
    needed = ("body",)
    labels: ClassVar = {"is_published": _("Readers see this note")}
    hints: ClassVar = {"is_published": _("On the session’s page and in the proceedings, with the rapporteur’s name when it is known.")}

    def __init__(self, *args: Any, edition: Edition, row: Note | None, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, languages=edition.languages or ["fr"], row=row, **kwargs)
        if not may_publish:
            del self.fields["is_published"]
        for bound in self.text_fields("body"):
            bound.field.widget.attrs["rows"] = 12
