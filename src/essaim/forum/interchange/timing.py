"""From what a draft says about time to day, start and end, with a finding for every contradiction."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from essaim.forum.interchange.drafts import Draft
from essaim.forum.interchange.findings import Findings, Place
from essaim.forum.interchange.moments import YEARS, same_instant, zone_guess, zone_named


def choose_zone(named: str, argument: str | None, findings: Findings, place: Place) -> ZoneInfo | None:
    """The zone the file names, else the one given beside it; None when neither is known."""
    for name, where in ((named.strip(), place), ((argument or "").strip(), Place())):
        if not name:
            continue
        if zone := zone_named(name):
            return zone
        findings.error("zone_unknown", where, name=name, value=name, guess=zone_guess(name))
    findings.warning("zone_missing", place)
    return None


@dataclass(frozen=True, slots=True)
class Clockwork:
    """Judges times for one file."""

    zone: ZoneInfo | None
    day_change: time
    findings: Findings

    def place_in_time(self, draft: Draft) -> tuple[date | None, datetime | None, datetime | None]:
        start = self._start(draft)
        if start is None:
            return draft.day, None, None
        return self._day(draft, start), start, self._end(draft, start)

    def aware(self, moment: datetime, place: Place) -> datetime | None:
        """The moment in the edition's zone; None (and a finding) when its year cannot be."""
        if moment.year not in YEARS:
            self.findings.error("year_impossible", place, value=moment.isoformat())
            return None
        if moment.tzinfo is not None:
            return same_instant(moment, self.zone)
        if self.zone is None:
            self.findings.warning("zone_assumed", place, value=moment.isoformat())
            return moment.replace(tzinfo=UTC)
        local = moment.replace(tzinfo=self.zone)
        settled = local.astimezone(UTC).astimezone(self.zone)
        if settled.replace(tzinfo=None) != moment:
            self.findings.warning("hour_skipped", place, value=moment.isoformat(), zone=self.zone.key)
        return settled

    def _start(self, draft: Draft) -> datetime | None:
        if draft.start is not None:
            start = self.aware(draft.start, draft.place)
            if start and draft.clock and start.time() != draft.clock:
                told = draft.clock.isoformat("minutes")
                self.findings.warning("start_disagrees", draft.place, value=told, kept=start.isoformat())
            return start
        if draft.clock is None:
            return None
        if draft.day is None:
            self.findings.warning("hour_without_day", draft.place, value=draft.clock.isoformat("minutes"))
            return None
        night = timedelta(days=1) if draft.clock < self.day_change else timedelta()
        return self.aware(datetime.combine(draft.day + night, draft.clock), draft.place)

    def _end(self, draft: Draft, start: datetime) -> datetime | None:
        end = self._told_end(draft, start)
        if end is None:
            return None
        if end < start:
            facts = {"start": start.isoformat(), "value": end.isoformat()}
            self.findings.error("end_before_start", draft.place, **facts)
            return None
        if end == start:
            self.findings.warning("no_duration", draft.place, value=start.isoformat())
        return end

    def _told_end(self, draft: Draft, start: datetime) -> datetime | None:
        if draft.end is not None:
            return self.aware(draft.end, draft.place)
        if draft.clock_end is not None:
            end = datetime.combine(start.date(), draft.clock_end)
            if end < start.replace(tzinfo=None):
                end += timedelta(days=1)
            return self.aware(end if self.zone else end.replace(tzinfo=start.tzinfo), draft.place)
        if draft.lasts is None:
            return None
        try:
            return (start.astimezone(UTC) + draft.lasts).astimezone(start.tzinfo)
        except OverflowError:
            self.findings.error("duration_impossible", draft.place, value=str(draft.lasts))
            return None

    def _day(self, draft: Draft, start: datetime) -> date:
        change = timedelta(hours=self.day_change.hour, minutes=self.day_change.minute)
        by_clock = (start.replace(tzinfo=None) - change).date()
        if draft.day is None:
            return by_clock
        if start.date() - draft.day in (timedelta(), timedelta(days=1)):
            return draft.day
        self.findings.warning("day_disagrees", draft.place, value=draft.day.isoformat(), kept=start.isoformat())
        return by_clock
