"""Forms about documents, photographs, films and notes. A file is looked into here, so that its error stands at its input."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from essaim.desk.documents import document_type
from essaim.desk.errors import DeskError
from essaim.desk.pictures import safe_picture
from essaim.desk.sentences import sentence
from essaim.desk.uploads import PHOTO_TYPES, check_size
from essaim.forum.models import Download, Edition, Note, Photo, Report, Session, Video
from essaim.kit.inputs import ContentInput, LanguageBoxes
from essaim.registry.inputs.pick import PERSON, PickField


def looked_into(file: "UploadedFile[Any] | None", *, is_photo: bool) -> "UploadedFile[Any] | None":
    """The file, when it is what it should be; else the reason, at its input."""
    if not isinstance(file, UploadedFile):
        return None
    try:
        check_size(file)
        content = file.read()
        if is_photo or document_type(content, file.name or "") in PHOTO_TYPES:
            safe_picture(content, file.name or "")
    except DeskError as error:
        raise ValidationError(sentence(error), code=error.code) from error
    file.seek(0)
    return file


class SessionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Session.objects.none(), empty_label="–", required=False, **{"label": _("Session"), **kwargs})


class EditionContent(ContentInput):
    """A form about something an edition holds."""

    def __init__(self, *args: Any, edition: Edition, row: Any, **kwargs: Any) -> None:
        self.edition = edition
        super().__init__(*args, languages=edition.languages or ["fr"], row=row, **kwargs)
        for name in ("session", "report"):
            if name in self.fields:
                rows = (
                    Session.objects.filter(edition=edition).order_by("pk") if name == "session" else Report.objects.filter(edition=edition)
                )
                self.fields[name].queryset = rows  # type: ignore[attr-defined]
        if "languages" in self.fields:
            codes = list(dict.fromkeys([*edition.languages, *(row.languages if row else [])]))
            self.fields["languages"] = LanguageBoxes(codes=codes, label=_("Languages it is in"))


class PhotoInput(EditionContent):
    model = Photo
    names = ("file", "alt", "credit", "caption", "taken_on", "session", "place")
    needed = ("alt",)
    hints = {
        "alt": _("For those who cannot see it: who or what, doing what. One sentence."),
        "credit": _("Photographer, and licence if there is one."),
    }

    file = forms.FileField(label=_("Photograph"), required=False)
    session = SessionChoice()

    def __init__(self, *args: Any, edition: Edition, row: Photo | None, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, row=row, **kwargs)
        self.fields["file"].required = row is None
        self.fields["file"].help_text = _("JPEG, PNG or WebP. What the camera noted (place, owner) is removed.")
        if row is None:
            self.initial["place"] = edition.photos.count() + 1

    def clean_file(self) -> "UploadedFile[Any] | None":
        return looked_into(self.cleaned_data.get("file"), is_photo=True)


class DownloadInput(EditionContent):
    model = Download
    names = ("title", "kind", "languages", "file", "url", "note", "session", "report", "place")
    needed = ("title",)
    hints = {"note": _("For a document that is attested but was not found.")}

    file = forms.FileField(label=_("File"), required=False)
    session = SessionChoice()
    report = forms.ModelChoiceField(label=_("Report"), queryset=Report.objects.none(), required=False, empty_label="–")

    def __init__(self, *args: Any, edition: Edition, row: Download | None, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, row=row, **kwargs)
        self.fields["file"].help_text = _("PDF, office document, table, text or picture; or give an address below.")
        if row is None:
            self.initial["place"] = edition.downloads.count() + 1

    def clean_file(self) -> "UploadedFile[Any] | None":
        return looked_into(self.cleaned_data.get("file"), is_photo=False)


class VideoInput(EditionContent):
    model = Video
    names = ("title", "url", "languages", "duration_min", "session", "place")
    needed = ("title",)

    session = SessionChoice()

    def __init__(self, *args: Any, edition: Edition, row: Video | None, **kwargs: Any) -> None:
        super().__init__(*args, edition=edition, row=row, **kwargs)
        if row is None:
            self.initial["place"] = edition.videos.count() + 1


class NoteInput(EditionContent):
    model = Note
    names = ("session", "rapporteur", "body", "is_published")
    needed = ("session", "body")

    session = SessionChoice()
    rapporteur = PickField(PERSON, label=_("Rapporteur"), required=False)
