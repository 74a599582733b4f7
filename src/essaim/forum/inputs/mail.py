"""Forms of the outbox: one letter, and mail to a group."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from essaim.desk.mail_kinds import kind_said
from essaim.desk.models import Message
from essaim.desk.sentences import sentence
from essaim.forum.models import Appearance, Path, Session
from essaim.forum.rules import PATH_LEAD, REVIEWER, TEAM, VOLUNTEER, Standing, may_mail
from essaim.forum.telling import DESIGNATED_INTERPRETER, DESIGNATED_RAPPORTEUR, Audience
from essaim.forum.telling.fields import faults_in
from essaim.kit.inputs import named

ROLES = (
    *Appearance.Role.choices,
    (PATH_LEAD, _("path leads")),
    (TEAM, _("team")),
    (REVIEWER, _("reviewers")),
    (DESIGNATED_RAPPORTEUR, _("rapporteurs by role")),
    (DESIGNATED_INTERPRETER, _("interpreters by role")),
    (VOLUNTEER, _("volunteers")),
)
ROLES_ON_PATHS = frozenset({*Appearance.Role.values, PATH_LEAD, REVIEWER, DESIGNATED_RAPPORTEUR})
"""Of whom a path lead writes to: the others are held on the whole edition."""
ANSWERS = (
    (Appearance.Answer.ASKED, _("asked, no answer yet")),
    (Appearance.Answer.CONFIRMED, _("confirmed")),
    (Appearance.Answer.DECLINED, _("declined")),
)


class OutboxFilter(forms.Form):
    """Which mailings the list shows: by their letters' state and language, and by what wrote them."""

    state = forms.ChoiceField(label=_("Letters"), required=False, choices=[("", _("in any state")), *Message.State.choices])
    language = forms.ChoiceField(label=_("Language"), required=False)
    kind = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["language"].choices = [("", _("any")), *((code, named(code)) for code, _name in settings.LANGUAGES)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [("", _("anything")), *sorted(((kind, kind_said(kind)) for kind in kinds), key=lambda one: one[1])]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was chosen and exists; anything else counts as not chosen."""
        self.full_clean()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class ReplyInput(forms.Form):
    reply_to = forms.EmailField(
        label=_("Answers go to"),
        required=False,
        help_text=_("Readers see this address. Empty: the site’s own, which perhaps nobody reads."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class LetterInput(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 18}))
    whole_language = forms.BooleanField(label=_("Change all letters that say the same in this language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class GroupMailInput(forms.Form):
    """Whom and what. A path lead writes to their own paths alone."""

    roles = forms.MultipleChoiceField(label=_("Roles"), choices=ROLES, required=False, widget=forms.CheckboxSelectMultiple)
    paths = forms.ModelMultipleChoiceField(
        label=_("Paths"), queryset=Path.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    answers = forms.MultipleChoiceField(label=_("Answer"), choices=ANSWERS, required=False, widget=forms.CheckboxSelectMultiple)
    session = forms.ModelChoiceField(
        label=_("One session"), queryset=Session.objects.none(), required=False, empty_label=_("any"), to_field_name="code"
    )

    reply_to = forms.EmailField(
        label=_("Answers go to"),
        required=False,
        help_text=_("Readers see this address. Empty: the site’s own, which perhaps nobody reads."),
    )

    def __init__(self, data: MultiValueDict[str, str] | None = None, *args: Any, standing: Standing, **kwargs: Any) -> None:
        own = standing.account.email if standing.account else ""
        if data is not None and "reply_to" not in data:
            data = data.copy()
            data["reply_to"] = own
        super().__init__(data, *args, **{"label_suffix": "", "initial": {"reply_to": own}, **kwargs})
        self.standing = standing
        edition = standing.edition
        paths = Path.objects.filter(edition=edition)
        sessions = Session.objects.filter(edition=edition)
        if not may_mail(standing):
            led = [key for key in standing.led if may_mail(standing, key)]
            paths, sessions = paths.filter(pk__in=led), sessions.filter(paths__in=led).distinct()
            self.fields["roles"].choices = [one for one in ROLES if one[0] in ROLES_ON_PATHS]  # type: ignore[attr-defined]
        self.fields["paths"].queryset = paths  # type: ignore[attr-defined]
        self.fields["session"].queryset = sessions.order_by("code")  # type: ignore[attr-defined]
        for code, _name in settings.LANGUAGES:
            attrs = {"lang": code}
            label = named(code)
            self.fields[f"subject_{code}"] = forms.CharField(
                label=f"{_('Subject')} ({label})", max_length=300, required=False, widget=forms.TextInput(attrs=attrs)
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=f"{_('Text')} ({label})", required=False, widget=forms.Textarea(attrs={**attrs, "rows": 8})
            )

    def audience(self) -> Audience:
        """Without a path chosen, whoever is not of the team writes to all their own paths."""
        given, of_all = self.cleaned_data, may_mail(self.standing)
        paths = tuple(given["paths"]) or (() if of_all else tuple(self.fields["paths"].queryset))  # type: ignore[attr-defined]
        session = given.get("session")
        return Audience(
            paths=paths,
            roles=tuple(given["roles"]),
            answers=tuple(given["answers"]),
            sessions=(session,) if session else (),
            on_paths_alone=not of_all,
        )

    def clean(self) -> dict[str, Any]:
        """Every field that does not exist is named where it stands, in whatever language."""
        given = super().clean() or {}
        for code, _name in settings.LANGUAGES:
            for name in (f"subject_{code}", f"body_{code}"):
                for fault in faults_in(given.get(name) or "", name):
                    self.add_error(name, sentence(fault))
        return given

    def texts(self) -> dict[str, dict[str, str]]:
        codes = [code for code, _name in settings.LANGUAGES]
        return {
            "subjects": {code: self.cleaned_data[f"subject_{code}"] for code in codes},
            "bodies": {code: self.cleaned_data[f"body_{code}"] for code in codes},
        }

    def groups(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"subject_{code}"], self[f"body_{code}"]) for code, _name in settings.LANGUAGES]
