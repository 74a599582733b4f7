"""Drafts become a document: ids settled, rooms, paths and formats put on their lists, times placed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from essaim.forum.interchange.document import Day, Document, Edition, Format, Path, Room, Session, Site
from essaim.forum.interchange.drafts import Draft
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.identity import derived_guid, read_guid
from essaim.forum.interchange.languages import read_languages
from essaim.forum.interchange.moments import same_instant
from essaim.forum.interchange.texts import one_line, slugify
from essaim.forum.interchange.timing import Clockwork, choose_zone


class Assembly:
    """One file's document in the making. First the edition and its lists, then the drafts in the file's order."""

    def __init__(self, edition: Edition, findings: Findings, *, zone: str | None = None, place: Place | None = None) -> None:
        known = choose_zone(edition.zone, zone, findings, place or Place())
        self.edition = replace(edition, zone=known.key if known else "")
        self.findings = findings
        self.clockwork = Clockwork(known, edition.day_change, findings)
        self._days: dict[date, Day] = {}
        self._sites: dict[str, Site] = {}
        self._rooms: dict[tuple[str | None, str], Room] = {}
        self._paths: dict[str, Path] = {}
        self._formats: dict[str, Format] = {}
        self._slugs: dict[tuple[str, str], str] = {}
        self._sessions: dict[UUID, Session] = {}
        self._scope = edition.acronym or slugify(next(iter(edition.title.values()), ""))

    def add_day(self, day: Day, place: Place) -> date:
        """The date under which the day stands: that of its start in the edition's zone."""
        zone = self.clockwork.zone
        start, end = (moment and self.clockwork.aware(moment, place) for moment in (day.start, day.end))
        settled = Day(day.date, start, end)
        if start and zone and (local := same_instant(start, zone).date()) != day.date:
            self.findings.note("day_date_repaired", place, value=day.date.isoformat(), kept=local.isoformat())
            settled = replace(settled, date=local)
        self._days.setdefault(settled.date, settled)
        return settled.date

    def add_site(self, site: Site) -> None:
        self._sites[site.name] = site

    @property
    def room_names(self) -> frozenset[str]:
        return frozenset(name for _, name in self._rooms)

    def add_room(self, room: Room) -> None:
        self._rooms.setdefault((room.site, room.name), room)

    def add_path(self, path: Path) -> str:
        slug = path.slug or self._free_slug("path", next(iter(path.name.values()), path.letter), self._paths)
        self._paths[slug] = replace(path, slug=slug)
        for word in (slug, path.letter, *path.name.values()):
            self._slugs.setdefault(("path", word.lower()), slug)
        return slug

    def add_format(self, form: Format) -> str:
        slug = form.slug or self._free_slug("format", next(iter(form.name.values()), ""), self._formats)
        self._formats[slug] = replace(form, slug=slug)
        for word in (slug, *form.name.values()):
            self._slugs.setdefault(("format", word.lower()), slug)
        return slug

    def add(self, draft: Draft) -> None:
        day, start, end = self.clockwork.place_in_time(draft)
        session = Session(
            uid=one_line(draft.uid),
            guid=self._guid(draft),
            title=draft.title,
            subtitle=draft.subtitle,
            abstract=draft.abstract,
            description=draft.description,
            spoken=self._languages(draft.spoken, draft.place),
            interpreted=self._languages(draft.interpreted, draft.place),
            paths=tuple(dict.fromkeys(self._path_named(name) for name in draft.paths if name.strip())),
            format=self._format_named(draft.format) if draft.format.strip() else None,
            goals=draft.goals,
            organisations=draft.organisations,
            people=tuple(draft.people),
            links=tuple(draft.links),
            attachments=tuple(draft.attachments),
            day=day,
            start=start,
            end=end,
            recording=draft.recording,
            state=draft.state,
            url=draft.url,
            feedback_url=draft.feedback_url,
            origin_url=draft.origin_url,
            logo=draft.logo,
            number=int(draft.number) if draft.number.isdecimal() and len(draft.number) < len("2147483648") else None,
            code=draft.code,
            slug=draft.slug,
            follows=draft.follows or None,
            expected_audience=draft.expected_audience,
            sequence=draft.sequence,
            modified=draft.modified,
        )
        self._keep(self._housed(session, draft), draft.place)

    def document(self) -> Document:
        for session in self._sessions.values():
            if session.day:
                self._days.setdefault(session.day, Day(session.day))
        days = tuple(self._days[day] for day in sorted(self._days))
        edition = self.edition
        if days:
            edition = replace(edition, start=edition.start or days[0].date, end=edition.end or days[-1].date)
        return Document(
            edition=edition,
            days=days,
            sites=tuple(self._sites.values()),
            rooms=tuple(self._rooms.values()),
            paths=tuple(self._paths.values()),
            formats=tuple(self._formats.values()),
            sessions=tuple(self._sessions.values()),
        )

    def _guid(self, draft: Draft) -> UUID:
        if draft.guid.strip():
            if guid := read_guid(draft.guid):
                return guid
            self.findings.warning("guid_invalid", draft.place, value=draft.guid)
            return derived_guid(self._scope, draft.guid)
        if uid := one_line(draft.uid):
            return read_guid(uid) or derived_guid(uid)
        key = draft.number or draft.code or draft.slug
        if key:
            self.findings.note("guid_derived", draft.place, value=key)
        else:
            key = next(iter(draft.title.values()), "")
            self.findings.warning("identity_from_title", draft.place, value=key)
        return derived_guid(self._scope, key)

    def _keep(self, session: Session, place: Place) -> None:
        guid = session.guid
        number = 1
        while (other := self._sessions.get(guid)) is not None:
            if number == 1 and (other.start, other.room, other.title) == (session.start, session.room, session.title):
                self.findings.warning("session_twice", place, value=str(session.uid or session.guid))
                return
            number += 1
            guid = derived_guid(session.guid, number)
        if guid != session.guid:
            self.findings.warning("guid_twice", place, value=str(session.guid))
            session = replace(session, guid=guid, uid=f"{session.uid}#{number}" if session.uid else "")
        self._sessions[guid] = replace(session, uid=session.uid or str(guid))

    def _housed(self, session: Session, draft: Draft) -> Session:
        room, site = one_line(draft.room) or None, one_line(draft.site) or None
        if site and site not in self._sites:
            self.add_site(Site(site))
        if room and not site:
            homes = [key for key in self._rooms if key[1] == room]
            site = homes[0][0] if len(homes) == 1 else None
        if room and (site, room) not in self._rooms:
            self.add_room(Room(room, site))
        return replace(session, room=room, site=site)

    def _languages(self, text: str, place: Place) -> tuple[str, ...]:
        codes, unknown = read_languages(text)
        for word in unknown:
            self.findings.warning("language_unknown", place, name=word, value=word)
        return codes

    def _path_named(self, name: str) -> str:
        return self._slugs.get(("path", one_line(name).lower())) or self.add_path(Path("", {"": one_line(name)}))

    def _format_named(self, name: str) -> str:
        return self._slugs.get(("format", one_line(name).lower())) or self.add_format(Format("", {"": one_line(name)}))

    @staticmethod
    def _free_slug(kind: str, name: str, taken: Iterable[str]) -> str:
        slug = slugify(name) or f"{kind}-{derived_guid(kind, name).hex[:8]}"
        taken = set(taken)
        number = 1
        free = slug
        while free in taken:
            number += 1
            free = f"{slug}-{number}"
        return free
