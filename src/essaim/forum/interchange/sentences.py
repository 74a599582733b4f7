"""The sentence for every error and finding, made at the edge in the reader's language: what it is, and what to do next.

`gettext_noop` marks, `explain` and `explain_unreadable` translate. The facts stand in braces.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from essaim.forum.interchange.errors import UnreadableSchedule
from essaim.forum.interchange.findings import Finding, Place
from essaim.forum.interchange.shown import finding_facts, trouble_facts
from essaim.kit.rows import in_a_row

UNREADABLE: dict[str, tuple[str, str]] = {
    "empty": (_("The file is empty."), _("Choose the file again; it may not have been saved completely.")),
    "too_large": (
        _("The file has {value} bytes; {limit} are the limit."),
        _("Export the programme alone, without pictures or recordings."),
    ),
    "format_unknown": (
        _("This is no schedule: it looks like {value}."),
        _("Give a schedule.xml, schedule.json, .ics, .xlsx or .csv file."),
    ),
    "not_a_schedule": (
        _("This is no schedule: “{value}” stands where a schedule should begin."),
        _("Check that it is the export of a programme, and of the whole one."),
    ),
    "encoding_wrong": (_("The letters cannot be read: {value}."), _("Save the file as UTF-8 and try again.")),
    "xml_broken": (
        _("The XML is broken at column {column}: {value}."),
        _("Repair that line, or export the file again: it may have been cut."),
    ),
    "xml_forbidden": (
        _("The file declares a document type or entities ({value}), which a schedule never needs and which can do harm."),
        _("Remove the declaration, or export the file again."),
    ),
    "xml_too_deep": (
        _("Elements stand in each other more than {limit} deep, at “{value}”."),
        _("This is no schedule; check where it comes from."),
    ),
    "xml_too_many": (_("The file has more than {limit} elements."), _("Part it into several files.")),
    "json_broken": (
        _("The JSON is broken at column {column}."),
        _("Repair that line, or export the file again: it may have been cut."),
    ),
    "json_too_deep": (_("Lists and objects stand too deep in each other."), _("This is no schedule; check where it comes from.")),
    "xlsx_broken": (
        _("The workbook cannot be opened: it is damaged, or is no .xlsx."),
        _("Open it in a spreadsheet program and save it again as .xlsx."),
    ),
    "xlsx_locked": (_("The workbook is protected by a password."), _("Save it again without a password.")),
    "zip_bomb": (
        _("Unpacked, the workbook would have {value} bytes; {limit} are the limit."),
        _("Copy the programme's sheet into a new workbook and give that."),
    ),
    "csv_broken": (_("The table is broken here."), _("Look for a quotation mark that is not closed, or save it again as CSV.")),
    "header_missing": (
        _("No row names known columns; the first says “{value}”."),
        _("Take the model workbook's column names, at least “title” and one more."),
    ),
    "stand_ins_header_missing": (
        _("No row names known columns with a name; the first says “{value}”."),
        _("Take the model workbook's column names: “name” and at least one more."),
    ),
    "too_many_rows": (_("There are more than {limit} rows."), _("Part the file, or delete empty rows at its end.")),
}

FINDINGS: dict[str, tuple[str, str]] = {
    "stand_in_without_name": (_("A row has no name: “{value}”. It was left out."), _("Write the name and hand the list in again.")),
    "stand_in_refused": (
        _("{name}: “{value}”. Somebody whose visa is refused cannot step in; the row was left out."),
        _("If they are in the programme, note that they cannot come."),
    ),
    "stand_in_twice": (_("{name} stands in the list twice (“{value}”); the second was left out."), _("Keep one of the two rows.")),
    "stand_in_mail": (_("“{value}” is no e-mail address; it was left empty."), _("Correct it in the list.")),
    "stand_in_language": (_("“{value}” is no language; it was left out."), _("Write codes or names: fr; es, or French; Spanish.")),
    "stand_in_visa": (
        _("“{value}” does not say how it stands with the visa; it counts as unknown."),
        _("Write held, not needed or unknown."),
    ),
    "stand_in_hours": (
        _("“{value}” cannot be understood as free hours; it was left out."),
        _("Write a day and hours: 2027-06-09 09:00-13:00, or a day alone."),
    ),
    "stand_in_day_outside": (_("“{value}” is on no day of the edition."), _("Check the day.")),
    "stand_in_path": (_("“{value}” is no path of this edition; it was left out."), _("Write the letters of its paths: A; C.")),
    "stand_in_country": (_("“{value}” is no country; it was left empty."), _("Write two letters of ISO 3166-1, such as SN, or the name.")),
    "unknown": (_("“{name}” is not known and was not read; it says “{value}”."), _("Put it into the description if readers need it.")),
    "not_kept": (_("“{name}” is known but has no place here; it says “{value}”."), _("Nothing to do.")),
    "repeated": (_("“{name}” stands twice; the second says “{value}” and was not read."), _("Delete one of them.")),
    "private_contact": (
        _("“{name}” holds or may hold an e-mail address or a telephone number, and was not taken over."),
        _("Nothing to do: a schedule is public."),
    ),
    "type_unexpected": (_("“{name}” is not of the kind expected here and was not read: “{value}”."), _("Correct it in the file.")),
    "value_unreadable": (_("“{name}” cannot be understood: “{value}”."), _("Correct the value and import again; it was left empty.")),
    "conference_missing": (_("The file says nothing of the edition."), _("Choose the edition it belongs to.")),
    "no_session": (_("The file holds no session."), _("Check that it is the right file.")),
    "zone_unknown": (
        _("There is no time zone “{value}”. Nearest name: “{guess}”."),
        _("Write an IANA name such as Europe/Paris."),
    ),
    "zone_unknown_here": (
        _("There is no time zone “{value}”; the edition's own was taken."),
        _("Check the hours, or write an IANA name such as Europe/Paris."),
    ),
    "zone_missing": (_("The file names no time zone."), _("Choose the edition's time zone when importing.")),
    "zone_assumed": (_("“{value}” says no time zone and none is known: UTC was taken."), _("Import again with the edition's time zone.")),
    "year_impossible": (_("“{value}” is in an impossible year."), _("Correct the date; the hour was left unknown.")),
    "hour_skipped": (
        _("“{value}” does not exist in {zone}: the clocks went forward. The hour after was taken."),
        _("Check the hour."),
    ),
    "start_disagrees": (_("The hour “{value}” contradicts the moment {kept}, which was kept."), _("Check the time zone of the file.")),
    "hour_without_day": (_("The hour “{value}” stands without a day and was left unknown."), _("Give the day.")),
    "end_before_start": (_("The end {value} is before the start {start}; the end was left unknown."), _("Correct the end.")),
    "no_duration": (_("A session ends when it begins, at {value}."), _("Give its end or its duration.")),
    "duration_impossible": (_("The duration “{value}” is impossible; the end was left unknown."), _("Correct the duration.")),
    "day_disagrees": (_("The day “{value}” contradicts the moment {kept}, which was kept."), _("Check the day.")),
    "day_date_repaired": (_("A day dated {value} begins on {kept} in the edition's time zone; that date was kept."), _("Nothing to do.")),
    "day_without_date": (
        _("A day has no readable date (“{value}”)."),
        _("Give its date; its sessions' own dates were used where they have one."),
    ),
    "guid_invalid": (_("“{value}” is not a UUID; a stable one was derived from it."), _("Nothing to do.")),
    "guid_derived": (_("A session has no UUID; a stable one was derived from “{value}”."), _("Nothing to do.")),
    "identity_from_title": (
        _("“{value}” has no id; it will be known by its title."),
        _("Keep the column “id” of an export, or a changed title makes a second session."),
    ),
    "guid_twice": (_("Two sessions have the id {value}; the second got one of its own."), _("Check whether they are the same session.")),
    "session_twice": (_("A session stands twice in the file (id {value}); the second was left out."), _("Nothing to do.")),
    "address_invalid": (_("“{value}” in “{name}” is no web address and was left out."), _("Write it in full: https://…")),
    "address_completed": (_("The address “{value}” in “{name}” is not complete; {kept} was taken."), _("Check that it leads somewhere.")),
    "link_turned": (_("Text and address of a link were exchanged: “{value}”."), _("Nothing to do.")),
    "room_disagrees": (_("A session in room “{kept}” says its room is “{value}”."), _("Check the room.")),
    "person_without_name": (_("A person has no name (id “{value}”) and was left out."), _("Give the name.")),
    "person_field_unknown": (
        _("A person has more fields than expected: “{value}”."),
        _("Write: name | role | capacity | organisation | country."),
    ),
    "role_unknown": (_("The role “{value}” is not known; “speaker” was taken."), _("Use one of the roles the model workbook explains.")),
    "language_unknown": (_("“{value}” is no language known here and was left out."), _("Write a code (fr) or the language's name.")),
    "language_lacking": (
        _("A session uses the language “{value}”; the edition has {languages}."),
        _("Add the language to the edition, or correct the session."),
    ),
    "room_twice": (_("The room “{name}” is taken twice at {at}: “{other}” and “{value}”."), _("Move one of them.")),
    "outside_dates": (_("A session on {value} is outside the edition's dates ({dates})."), _("Check the day, or the edition's dates.")),
    "very_long": (_("A session lasts longer than a day ({value})."), _("Check its end.")),
    "encoding_guessed": (
        _("“{value}” is not UTF-8; Western European letters were taken."),
        _("Check the accents, or save the file as UTF-8."),
    ),
    "line_broken": (_("A broken line was left out: “{value}”."), _("Check the session it belongs to.")),
    "line_outside": (_("A line stands outside any component and was left out: “{value}”."), _("Nothing to do.")),
    "component_not_closed": (
        _("“{name}” has no end; what was there has been read."),
        _("Check the last session: the file may have been cut."),
    ),
    "recurrence_ignored": (
        _("A repeated event ({name}: {value}) was read once, at its first time."),
        _("Enter the other times as sessions of their own."),
    ),
    "header_unknown": (_("The column “{value}” is not known and was not read."), _("Take the names of the model workbook.")),
    "header_twice": (_("The column “{value}” stands twice; the first was read."), _("Delete or rename one of them.")),
    "row_without_title": (_("A row without title or id was left out: “{value}”."), _("Give it a title.")),
    "cells_merged": (
        _("Cells are merged on the sheet “{name}” ({value}); their value was taken for every row, in the first column alone."),
        _("Check these rows, or part the cells."),
    ),
    "sheet_ignored": (_("The sheet “{value}” was not read."), _("Nothing to do if it holds no sessions.")),
}


@dataclass(frozen=True, slots=True)
class Explained:
    what: str
    next: str
    where: str


def explain(finding: Finding) -> Explained:
    what, following = FINDINGS[finding.code]
    places = in_a_row(filter(None, map(place_text, finding.places)))
    further = finding.count - len(finding.places)
    if further > 0:
        places += " " + ngettext("and %(count)d more", "and %(count)d more", further) % {"count": further}
    facts = finding_facts(finding)
    return Explained(_filled(what, facts), _filled(following, facts), places)


def explain_unreadable(trouble: UnreadableSchedule) -> Explained:
    what, following = UNREADABLE[trouble.code]
    facts = trouble_facts(trouble.code, trouble.facts)
    return Explained(_filled(what, facts), _filled(following, facts), place_text(trouble.place))


def place_text(place: Place) -> str:
    """ "sheet sessions, cell C14", "line 12, event 3", "line 5 (/schedule/day[1])"; "" for the file as a whole."""
    parts = []
    if place.sheet:
        parts.append(gettext("sheet %(name)s") % {"name": place.sheet})
    if place.cell:
        parts.append(gettext("cell %(name)s") % {"name": place.cell})
    if place.line:
        parts.append(gettext("line %(number)d") % {"number": place.line})
    if place.component:
        parts.append(gettext("event %(number)d") % {"number": place.component})
    told = ", ".join(parts)
    if not place.path:
        return told
    return f"{told} ({place.path})" if told else place.path


def _filled(sentence: str, facts: dict[str, str]) -> str:
    """Translated and with its facts; a value with braces in it is only a value."""
    return re.sub(r"\{(\w+)\}", lambda match: facts.get(match[1], "—") or "—", gettext(sentence))
