"""Forms that hand a programme file in. The file is read here, so that what makes it unreadable stands at its input."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from essaim.desk.errors import DeskError
from essaim.desk.sentences import sentence
from essaim.forum.actions.edition import guard_edition_slug
from essaim.forum.errors import ForumError
from essaim.forum.exchange.imports import read_file
from essaim.forum.exchange.new_edition import dates_of
from essaim.forum.exchange.sentences import unreadable_said
from essaim.forum.interchange import Reading, UnreadableSchedule
from essaim.forum.models import Edition, Series
from essaim.forum.models.edition import check_time_zone
from essaim.forum.sentences import sentence as forum_sentence
from essaim.kit.languages import is_language, language_name

ACCEPTED = ".xml,.json,.ics,.xlsx,.csv"


class FileInput(forms.Form):
    """`content` and `reading` are there once the form is valid."""

    zone = "Europe/Paris"
    file = forms.FileField(
        label=_("File"),
        help_text=_("schedule.xml or schedule.json (frab, pretalx), a calendar (.ics), a spreadsheet (.xlsx, .csv)."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    content: bytes
    reading: Reading

    def clean_file(self) -> Any:
        try:
            self.content, self.reading = read_file(self.cleaned_data["file"], zone=self.zone)
        except DeskError as error:
            raise ValidationError(sentence(error), code=error.code) from error
        except UnreadableSchedule as error:
            raise ValidationError(unreadable_said(error), code=error.code) from error
        return self.cleaned_data["file"]


class ImportInput(FileInput):
    language = forms.ChoiceField(
        label=_("Language of texts that name none"),
        help_text=_("Most files do not say what language a title is in. Readers' devices need to know."),
    )
    field_order = ("file", "language")

    def __init__(self, *args: Any, edition: Edition, reader: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = edition.time_zone
        codes = edition.languages or ["fr"]
        self.fields["language"].choices = [(code, language_name(code, reader)) for code in codes]  # type: ignore[attr-defined]


class NewFromFileInput(FileInput):
    """An edition from a file: what the file does not say is asked for."""

    series = forms.ModelChoiceField(queryset=Series.objects.order_by("slug"), label=_("Series"))
    slug = forms.SlugField(label=_("Address name"), max_length=60, help_text=_("Short, such as niort-2019: it stands in every address."))
    language = forms.CharField(
        label=_("Language of texts that name none"), max_length=12, initial="fr", help_text=_("A code, such as fr, en, es, eu or ko.")
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=60,
        initial="Europe/Paris",
        validators=[check_time_zone],
        help_text=_("Used when the file names none."),
    )
    field_order = ("file", "series", "slug", "language", "time_zone")

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        try:
            guard_edition_slug(slug, None)
        except ForumError as error:
            raise ValidationError(forum_sentence(error), code=error.code) from error
        return slug

    def clean_language(self) -> str:
        code = str(self.cleaned_data["language"]).strip()
        if not is_language(code):
            raise ValidationError(_("“%(code)s” is not a language code. Write two or three letters, such as fr."), params={"code": code})
        return code

    def clean_file(self) -> Any:
        file = super().clean_file()
        if dates_of(self.reading.document) is None:
            raise ValidationError(_("The file names no day at all. Begin an edition with its days first, then import the file into it."))
        return file


class TakeOverInput(forms.Form):
    cancels_gone = forms.BooleanField(label=_("Cancel the sessions that came from a file and are no longer in this one"), required=False)
    releases = forms.BooleanField(
        label=_("Put the programme on line right away"),
        required=False,
        help_text=_("Letters to those it touches are written into the outbox; you read them before they go."),
    )
    quiet = forms.BooleanField(label=_("Write no letters about it"), required=False)
