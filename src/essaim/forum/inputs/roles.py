"""Forms that offer a role."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from essaim.forum.actions.roles import Words
from essaim.forum.models import Path
from essaim.forum.rules import EDITION_ROLES, LEADS_BRING_IN, PATH_ROLES, ROLE_NAMES, Standing
from essaim.kit.inputs import sentence_case
from essaim.registry.models import Organisation

MESSAGE_SIGNS = 2000


class ColleagueInput(forms.Form):
    """Somebody to write to, in their language."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)
    message = forms.CharField(
        label=_("A word of yours"), required=False, max_length=MESSAGE_SIGNS, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"language": (get_language() or "")[:2], **(kwargs.get("initial") or {})}
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def words(self) -> Words:
        given = self.cleaned_data
        return {"name": given["name"], "language": given["language"], "message": given["message"]}


class RoleInput(ColleagueInput):
    """Which role, and on what: what this person may offer, and nothing else."""

    role = forms.ChoiceField(label=_("Role"))

    field_order = ("email", "name", "role", "language", "message")

    def __init__(self, *args: Any, standing: Standing, paths: list[Path], organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paths = {f"path-{path.pk}": path for path in paths}
        self.organisations = {f"organisation-{one.pk}": one for one in organisations}
        self.fields["role"].choices = self.choices(standing)  # type: ignore[attr-defined]

    def choices(self, standing: Standing) -> list[Any]:
        groups: list[Any] = [("", "–")]
        if standing.is_team:
            whole = [(f"{role}:edition", sentence_case(str(ROLE_NAMES[role]))) for role in EDITION_ROLES]
            groups.append((_("The whole edition"), whole))
        for key, path in self.paths.items():
            offered = [role for role in PATH_ROLES if standing.is_team or role in LEADS_BRING_IN]
            groups.append((_("Path %(path)s") % {"path": path}, [(f"{role}:{key}", self.label(role, path.letter)) for role in offered]))
        if standing.is_team and self.organisations:
            acting = [(f"colleague:{key}", str(one)) for key, one in self.organisations.items()]
            groups.append((_("Act for an organisation"), acting))
        return groups

    def label(self, role: str, letter: str) -> str:
        return f"{sentence_case(str(ROLE_NAMES[role]))} ({letter})"

    def offered(self) -> tuple[str, Path | None, Organisation | None]:
        role, _sep, key = self.cleaned_data["role"].partition(":")
        return role, self.paths.get(key), self.organisations.get(key)
