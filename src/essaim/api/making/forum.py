"""Rows of the forum as answers. No statement: what is named must be preloaded (the views' queries do)."""

from collections.abc import Collection, Mapping

from django.conf import settings
from django.urls import reverse

from essaim.api.making.common import (
    file_of,
    goal_ref,
    organisation_ref,
    organisation_ref_or_none,
    person_ref,
    person_ref_or_none,
    source_of,
    territory_ref,
    web,
)
from essaim.api.schemas.forum import (
    DownloadOut,
    EditionBrief,
    EditionOut,
    FormatOut,
    InvolvementOut,
    NoteOut,
    PartnerOut,
    PathOut,
    PhotoOut,
    ReleasedSlotOut,
    RoomOut,
    SeriesOut,
    SessionOut,
    SiteOut,
    SlotOut,
    SpeakerOut,
    VersionOut,
    VideoOut,
)
from essaim.api.texts import texts
from essaim.forum.models import (
    Appearance,
    Download,
    Edition,
    Format,
    Note,
    Partner,
    Path,
    Photo,
    Room,
    Series,
    Site,
    Slot,
    Version,
    Video,
)

FILES = ("xml", "json", "ics", "csv", "xlsx", "jsonld")


def series_out(series: Series, lang: str) -> SeriesOut:
    return SeriesOut(slug=series.slug, name=texts(series.name, lang), organisation=organisation_ref_or_none(series.organisation, lang))


def edition_brief(edition: Edition, lang: str) -> EditionBrief:
    return EditionBrief(
        slug=edition.slug,
        series=edition.series.slug,
        name=texts(edition.name, lang),
        short_name=edition.short_name,
        number=edition.number,
        starts_on=edition.starts_on,
        ends_on=edition.ends_on,
        time_zone=edition.time_zone,
        languages=edition.languages,
        territory=territory_ref(edition.territory, lang),
        place=texts(edition.place, lang),
        is_online=edition.is_online,
        is_fictional=edition.is_fictional,
        web=web("forum:edition", edition.slug),
    )


def edition_out(edition: Edition, partners: Collection[Partner], version: Version | None, lang: str) -> EditionOut:
    return EditionOut(
        **dict(edition_brief(edition, lang)),
        number_note=texts(edition.number_note, lang),
        theme=texts(edition.theme, lang),
        description=texts(edition.description, lang),
        entry=texts(edition.entry, lang),
        website=edition.website,
        partners=[
            PartnerOut(organisation=organisation_ref(each.organisation, lang), role=each.role, note=texts(each.note, lang))
            for each in partners
        ],
        version=version.number if version else None,
        released_at=version.released_at if version else None,
        exports={kind: settings.SITE_ADDRESS + reverse("schedule", args=[edition.slug, kind]) for kind in FILES},
        source=source_of(edition.source),
    )


def room_out(room: Room, site: Site, lang: str) -> RoomOut:
    return RoomOut(
        site=site.slug,
        slug=room.slug,
        name=texts(room.name, lang),
        capacity=room.capacity,
        equipment=[str(each) for each in room.equipment],
        step_free=room.step_free,
        booths=room.booths,
    )


def site_out(site: Site, lang: str) -> SiteOut:
    return SiteOut(
        slug=site.slug,
        name=texts(site.name, lang),
        use=texts(site.use, lang),
        access=site.access,
        access_note=texts(site.access_note, lang),
        address=site.address,
        territory=territory_ref(site.territory, lang),
        latitude=float(site.latitude) if site.latitude is not None else None,
        longitude=float(site.longitude) if site.longitude is not None else None,
        step_free=site.step_free,
        rooms=[room_out(room, site, lang) for room in site.rooms.all()],
    )


def path_out(path: Path, edition: Edition, lang: str) -> PathOut:
    return PathOut(
        letter=path.letter,
        name=texts(path.name, lang),
        summary=texts(path.summary, lang),
        note=texts(path.note, lang),
        leads=[organisation_ref(each, lang) for each in path.leads.all()],
        source=source_of(path.source),
        web=web("forum:path", edition.slug, path.letter),
    )


def format_out(each: Format, lang: str) -> FormatOut:
    return FormatOut(slug=each.slug, kind=each.kind, name=texts(each.name, lang), is_interpreted=each.is_interpreted)


def place_of(slot: Slot) -> dict[str, object]:
    return {
        "day": slot.day,
        "part": slot.part,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "room": slot.room.slug if slot.room else None,
        "site": slot.site.slug if slot.site else None,
        "is_day_inferred": slot.is_day_inferred,
        "sequence": slot.sequence,
    }


def released_slot_out(slot: Slot, lang: str) -> ReleasedSlotOut:
    """As that version said it, title and state included."""
    return ReleasedSlotOut.model_validate(
        {
            **place_of(slot),
            "session": slot.session.code,
            "title": texts(slot.facts.get("title"), lang),
            "state": str(slot.facts.get("state") or slot.session.state),
        }
    )


def version_out(version: Version, n_sessions: int, lang: str) -> VersionOut:
    return VersionOut(number=version.number or 0, released_at=version.released_at, note=texts(version.note, lang), n_sessions=n_sessions)


def session_out(slot: Slot, released: Mapping[int, str], lang: str) -> SessionOut:
    """`released`: number → code of the sessions that may be named."""
    session = slot.session
    return SessionOut(
        edition=session.edition.slug,
        code=session.code,
        guid=session.guid,
        title=texts(session.title, lang),
        subtitle=texts(session.subtitle, lang),
        summary=texts(session.summary, lang),
        description=texts(session.description, lang),
        state=session.state,
        format=session.format.slug if session.format else None,
        paths=[path.letter for path in session.paths.all()],
        goals=[goal_ref(goal, lang) for goal in session.goals.all()],
        spoken=session.spoken,
        interpreted=session.interpreted,
        language_note=texts(session.language_note, lang),
        slot=SlotOut.model_validate(place_of(slot)),
        duration_min=session.duration_min,
        people=[speaker_out(each, lang) for each in session.appearances.all()],
        organisations=[
            InvolvementOut(organisation=organisation_ref(each.organisation, lang), role=each.role) for each in session.involvements.all()
        ],
        follows=released.get(session.follows_id or 0),
        audience=session.audience,
        level=session.level,
        publication=session.publication,
        note=texts(session.note, lang),
        source=source_of(session.source),
        changed_at=session.changed_at,
        web=web("forum:session", session.edition.slug, session.code),
    )


def speaker_out(each: Appearance, lang: str) -> SpeakerOut:
    return SpeakerOut(
        person=person_ref(each.person),
        role=each.role,
        capacity=texts(each.capacity, lang),
        organisation=organisation_ref_or_none(each.organisation, lang),
        country=territory_ref(each.country, lang),
        printed_as=each.printed_as,
    )


def download_out(each: Download, released: Mapping[int, str], lang: str) -> DownloadOut:
    return DownloadOut(
        kind=each.kind,
        title=texts(each.title, lang),
        languages=each.languages,
        url=file_of(each.upload) or each.url,
        note=texts(each.note, lang),
        session=released.get(each.session_id or 0),
        report=each.report.slug if each.report and each.report.is_public else None,
        source=source_of(each.source),
    )


def photo_out(photo: Photo, edition: Edition, released: Mapping[int, str], lang: str) -> PhotoOut:
    return PhotoOut(
        url=file_of(photo.upload) or "",
        thumbnail=file_of(photo.thumbnail),
        alt=texts(photo.alt, lang),
        credit=photo.credit,
        caption=texts(photo.caption, lang),
        taken_on=photo.taken_on,
        session=released.get(photo.session_id or 0),
        web=web("forum:photo", edition.slug, photo.pk),
    )


def video_out(video: Video, released: Mapping[int, str], lang: str) -> VideoOut:
    return VideoOut(
        title=texts(video.title, lang),
        url=video.url,
        languages=video.languages,
        duration_min=video.duration_min,
        session=released.get(video.session_id or 0),
        source=source_of(video.source),
    )


def note_out(note: Note, lang: str) -> NoteOut:
    return NoteOut(
        session=note.session.code, rapporteur=person_ref_or_none(note.rapporteur), body=texts(note.body, lang), changed_at=note.changed_at
    )
