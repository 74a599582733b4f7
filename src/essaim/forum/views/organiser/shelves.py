"""The shelves of an edition."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from essaim.desk.models import Account
from essaim.desk.uploads import store_document, store_photo
from essaim.forum.actions import media, partner, path, report, venue
from essaim.forum.actions.figure import remove_figure, save_figure
from essaim.forum.figures import label_with_case
from essaim.forum.inputs.figure import FigureInput
from essaim.forum.inputs.media import DownloadInput, NoteInput, PhotoInput, VideoInput
from essaim.forum.inputs.path import FormatInput, PartnerInput, PathInput
from essaim.forum.inputs.report import LinkInput, ReportInput, StatementInput, VisitInput
from essaim.forum.inputs.venue import RoomInput, SiteInput
from essaim.forum.models import Download, Format, Link, Note, Partner, Path, Photo, Report, Room, Site, Statement, Video, Visit
from essaim.forum.rules import EDITION
from essaim.forum.views.organiser.shelf import Column, Holder, Shelf
from essaim.kit.templatetags.kit import claim_value, languages, path_tile
from essaim.registry.models import Claim

Facts = dict[str, Any]


def save_photo(holder: Holder, row: Photo | None, by: Account, facts: Facts) -> Photo:
    file = facts.pop("file", None)
    if isinstance(file, UploadedFile):
        facts["upload"] = store_photo(file=file, by=by)
    return media.save_photo(edition=holder.edition, photo=row, by=by, **facts)


def save_download(holder: Holder, row: Download | None, by: Account, facts: Facts) -> Download:
    file = facts.pop("file", None)
    if isinstance(file, UploadedFile):
        facts["upload"] = store_document(file=file, by=by)
    return media.save_download(edition=holder.edition, download=row, by=by, **facts)


def held_report(holder: Holder) -> Report:
    if holder.report is None:
        raise TypeError("this shelf stands on a report")
    return holder.report


SITES = Shelf(
    name="sites",
    title=_("Sites"),
    new=_("New site"),
    why=_("A site is a place with its own way in: a congress centre, a market hall. Rooms are inside it."),
    rows=lambda holder: (
        Site.objects.filter(edition=holder.edition).select_related("edition").annotate(room_count=Count("rooms")).order_by("place", "pk")
    ),
    form=SiteInput,
    save=lambda holder, row, by, facts: venue.save_site(edition=holder.edition, site=row, by=by, **facts),
    remove=lambda row, by: venue.remove_site(site=row, by=by),
    columns=(Column(_("Access"), lambda row: row.get_access_display()), Column(_("Rooms"), lambda row: row.room_count, is_number=True)),
)
ROOMS = Shelf(
    name="rooms",
    title=_("Rooms"),
    new=_("New room"),
    why=_("Sessions are put into rooms. A room is at a site."),
    rows=lambda holder: (
        Room.objects.filter(site__edition=holder.edition).select_related("site__edition").order_by("site__place", "place", "pk")
    ),
    form=RoomInput,
    save=lambda holder, row, by, facts: venue.save_room(edition=holder.edition, room=row, by=by, **facts),
    remove=lambda row, by: venue.remove_room(room=row, by=by),
    columns=(
        Column(_("Site"), lambda row: row.site),
        Column(_("Seats"), lambda row: row.capacity, is_number=True),
        Column(_("Booths"), lambda row: row.booths, is_number=True),
    ),
)
PATHS = Shelf(
    name="paths",
    title=_("Paths"),
    new=_("New path"),
    why=_("A path is a theme that leads through the programme, with a letter and a colour."),
    rows=lambda holder: (
        Path.objects.filter(edition=holder.edition).select_related("edition").annotate(session_count=Count("sessions")).order_by("letter")
    ),
    form=PathInput,
    save=lambda holder, row, by, facts: path.save_path(edition=holder.edition, path=row, by=by, **facts),
    remove=lambda row, by: path.remove_path(path=row, by=by),
    columns=(Column(_("Letter"), lambda row: path_tile(row.letter)), Column(_("Sessions"), lambda row: row.session_count, is_number=True)),
)
FORMATS = Shelf(
    name="formats",
    title=_("Formats"),
    new=_("New format"),
    why=_("A format is a kind of session as this edition calls it: workshop, round table, award."),
    rows=lambda holder: (
        Format.objects.filter(edition=holder.edition)
        .select_related("edition")
        .annotate(session_count=Count("sessions"))
        .order_by("place", "pk")
    ),
    form=FormatInput,
    save=lambda holder, row, by, facts: path.save_format(edition=holder.edition, format=row, by=by, **facts),
    remove=lambda row, by: path.remove_format(format=row, by=by),
    columns=(Column(_("Kind"), lambda row: row.get_kind_display()), Column(_("Sessions"), lambda row: row.session_count, is_number=True)),
)
PARTNERS = Shelf(
    name="partners",
    title=_("Partners"),
    new=_("New partner"),
    why=_("Organisations that carry the edition as a whole."),
    rows=lambda holder: Partner.objects.filter(edition=holder.edition).select_related("organisation", "edition").order_by("place", "pk"),
    form=PartnerInput,
    save=lambda holder, row, by, facts: partner.save_partner(edition=holder.edition, partner=row, by=by, **facts),
    remove=lambda row, by: partner.remove_partner(partner=row, by=by),
    columns=(Column(_("Role"), lambda row: row.get_role_display()),),
)
FIGURES = Shelf(
    name="figures",
    title=_("Figures"),
    new=_("New figure"),
    why=_("What was published about the edition, each with its source. Figures that disagree stand side by side."),
    rows=lambda holder: (
        Claim.objects.filter(kind=EDITION, key=str(holder.edition.pk)).select_related("source").order_by("measure", "-is_kept", "pk")
    ),
    form=FigureInput,
    save=lambda holder, row, by, facts: save_figure(edition=holder.edition, claim=row, by=by, facts=facts),
    remove=lambda row, by: remove_figure(claim=row, by=by),
    columns=(
        Column(_("What is counted"), lambda row: label_with_case(row.measure)),
        Column(_("Figure"), claim_value, is_number=True),
        Column(_("Who says so"), lambda row: row.said_by),
        Column(_("Our reading"), lambda row: _("kept") if row.is_kept else "–"),
    ),
)
PHOTOS = Shelf(
    name="photos",
    title=_("Photos"),
    new=_("New photo"),
    why=_("Photographs with what they show in words and whom to credit."),
    rows=lambda holder: (
        Photo.objects.filter(edition=holder.edition).select_related("upload", "thumbnail", "edition", "session").order_by("place", "pk")
    ),
    form=PhotoInput,
    save=save_photo,
    remove=lambda row, by: media.remove_photo(photo=row, by=by),
    columns=(Column(_("Credit"), lambda row: row.credit), Column(_("Session"), lambda row: row.session)),
)
DOWNLOADS = Shelf(
    name="downloads",
    title=_("Documents"),
    new=_("New document"),
    why=_("Press releases, programmes, declarations, slides: a file or an address."),
    rows=lambda holder: (
        Download.objects.filter(edition=holder.edition).select_related("upload", "edition", "session").order_by("place", "pk")
    ),
    form=DownloadInput,
    save=save_download,
    remove=lambda row, by: media.remove_download(download=row, by=by),
    columns=(
        Column(_("Kind"), lambda row: row.get_kind_display()),
        Column(_("Languages"), lambda row: languages(row.languages)),
        Column(_("File or address"), lambda row: row.upload or row.url),
    ),
)
VIDEOS = Shelf(
    name="videos",
    title=_("Videos"),
    new=_("New video"),
    why=_("Films elsewhere, by link, with the languages they are in."),
    rows=lambda holder: Video.objects.filter(edition=holder.edition).select_related("edition", "session").order_by("place", "pk"),
    form=VideoInput,
    save=lambda holder, row, by, facts: media.save_video(edition=holder.edition, video=row, by=by, **facts),
    remove=lambda row, by: media.remove_video(video=row, by=by),
    columns=(Column(_("Languages"), lambda row: languages(row.languages)), Column(_("Address"), lambda row: row.url)),
)
NOTES = Shelf(
    name="notes",
    title=_("Rapporteurs’ notes"),
    new=_("New note"),
    why=_("What a rapporteur retains of a session. Published notes make the proceedings."),
    rows=lambda holder: (
        Note.objects.filter(session__edition=holder.edition)
        .select_related("session__edition", "rapporteur", "written_by")
        .order_by("session", "pk")
    ),
    form=NoteInput,
    save=lambda holder, row, by, facts: media.save_note(edition=holder.edition, note=row, by=by, **facts),
    remove=lambda row, by: media.remove_note(note=row, by=by),
    columns=(
        Column(_("Rapporteur"), lambda row: row.rapporteur),
        Column(_("Written by"), lambda row: row.written_by),
        Column(_("State"), lambda row: _("published") if row.is_published else _("draft")),
    ),
)
REPORTS = Shelf(
    name="reports",
    title=_("Reports"),
    new=_("New report"),
    why=_("A network’s account of taking part: its people, sessions, visits and key messages."),
    rows=lambda holder: Report.objects.filter(edition=holder.edition).select_related("organisation", "edition").order_by("pk"),
    form=ReportInput,
    save=lambda holder, row, by, facts: report.save_report(edition=holder.edition, report=row, by=by, **facts),
    remove=lambda row, by: report.remove_report(report=row, by=by),
    columns=(
        Column(_("Network"), lambda row: row.organisation),
        Column(_("State"), lambda row: _("public") if row.is_public else _("not public")),
    ),
    inner=(("statements", _("Statements")), ("links", _("Links"))),
)
VISITS = Shelf(
    name="visits",
    title=_("Study visits"),
    new=_("New visit"),
    why=_("A delegation that met people around the edition."),
    rows=lambda holder: (
        Visit.objects.filter(edition=holder.edition).select_related("report", "delegation_of", "edition").order_by("day", "pk")
    ),
    form=VisitInput,
    save=lambda holder, row, by, facts: report.save_visit(edition=holder.edition, visit=row, by=by, **facts),
    remove=lambda row, by: report.remove_visit(visit=row, by=by),
    columns=(Column(_("Day"), lambda row: row.day), Column(_("Report"), lambda row: row.report)),
)
STATEMENTS = Shelf(
    name="statements",
    title=_("Statements"),
    new=_("New statement"),
    why=_("A key message, with who said it."),
    rows=lambda holder: (
        Statement.objects.filter(report=holder.report).select_related("person", "session", "report__edition").order_by("place", "pk")
    ),
    form=StatementInput,
    save=lambda holder, row, by, facts: report.save_statement(report=held_report(holder), statement=row, by=by, **facts),
    remove=lambda row, by: report.remove_statement(statement=row, by=by),
    columns=(Column(_("Said by"), lambda row: row.person), Column(_("In"), lambda row: row.session)),
)
LINKS = Shelf(
    name="links",
    title=_("Links"),
    new=_("New link"),
    why=_("Addresses the report leads to."),
    rows=lambda holder: Link.objects.filter(report=holder.report).select_related("report__edition").order_by("place", "pk"),
    form=LinkInput,
    save=lambda holder, row, by, facts: report.save_link(report=held_report(holder), link=row, by=by, **facts),
    remove=lambda row, by: report.remove_link(link=row, by=by),
    columns=(Column(_("Address"), lambda row: row.url),),
)
SHELVES = (SITES, ROOMS, PATHS, FORMATS, PARTNERS, FIGURES, PHOTOS, DOWNLOADS, VIDEOS, NOTES, REPORTS, VISITS)
REPORT_SHELVES = (STATEMENTS, LINKS)
