"""Who is told of a merger and of its end: everybody behind a part, one letter each, and who leads a path it touches."""

from collections.abc import Callable, Iterable, Sequence

from django.utils.translation import gettext as _

from essaim.call.letters import Reader, accounts_as_readers, address_of, board_address, framed, letters, title_of
from essaim.call.models import Merger, MergerPart, Proposal
from essaim.call.queries.concerned import behind, listed_organisations, listed_people
from essaim.desk.actions.outbox import write_mailing
from essaim.desk.models import Account
from essaim.forum.queries.leads import lead_accounts
from essaim.kit.rows import in_a_row

Write = Callable[[Reader, list[Proposal]], tuple[str, str]]


def tell_merged(merger: Merger, by: Account) -> None:
    """Letters go at once. Nothing of another party but names and organisations."""
    result = merger.result
    parts = [part.proposal for part in merger.parts.select_related("proposal__edition", "proposal__path", "proposal__created_by")]
    carried = list(result.attached.select_related("edition", "path", "created_by"))

    def to_author(reader: Reader, own: list[Proposal]) -> tuple[str, str]:
        others = [part for part in parts if part not in own]
        return (
            _("Your proposal %(numbers)s is part of no. %(number)s now") % {"numbers": numbers(own), "number": result.number},
            framed(
                reader,
                _("The path team made one proposal out of %(parts)s. Together they are no. %(number)s, “%(title)s”.")
                % {"parts": named(parts), "number": result.number, "title": title_of(result)},
                _("Why: %(reason)s") % {"reason": merger.reason} if merger.reason else "",
                with_whom(others),
                _("All your organisations lead it together. Your own text stays on record as you wrote it, and the merger can be undone."),
                _("Read it, and change it with the others, here:") if reader.account else "",
                address=address_of(result) if reader.account else "",
            ),
        )

    def to_attached(reader: Reader, own: list[Proposal]) -> tuple[str, str]:
        return (
            _("The panel of your proposal %(numbers)s is no. %(number)s now") % {"numbers": numbers(own), "number": result.number},
            framed(
                reader,
                _("The panel you speak in was merged with another. It is no. %(number)s now, “%(title)s”; you speak there.")
                % {"number": result.number, "title": title_of(result)},
            ),
        )

    def to_lead(reader: Reader, _own: list[Proposal]) -> tuple[str, str]:
        return (
            _("Merged: %(parts)s are no. %(number)s now") % {"parts": numbers(parts), "number": result.number},
            framed(
                reader,
                _("%(who)s made one proposal out of %(parts)s: no. %(number)s, “%(title)s”.")
                % {"who": by, "parts": named(parts), "number": result.number, "title": title_of(result)},
                _("Why: %(reason)s") % {"reason": merger.reason} if merger.reason else "",
                address=board_address(result),
            ),
        )

    label = _("Merged: %(parts)s") % {"parts": named(parts)}
    send(f"call.merged:{merger.pk}", "call.merged", label, merger, by, parts, carried, to_author, to_attached, to_lead)


def tell_separated(merger: Merger, rows: Sequence[MergerPart], freed: Sequence[Proposal], reason: str, by: Account) -> None:
    result, parts = merger.result, [row.proposal for row in rows]
    carried = [*Proposal.objects.filter(panel__in=parts).select_related("edition", "path", "created_by"), *freed]
    free = {one.pk for one in freed}

    def to_author(reader: Reader, own: list[Proposal]) -> tuple[str, str]:
        return (
            _("Your proposal %(numbers)s stands on its own again") % {"numbers": numbers(own)},
            framed(
                reader,
                _("No. %(number)s, “%(title)s”, was taken apart: %(parts)s stand on their own again, as they were.")
                % {"number": result.number, "title": title_of(result), "parts": named(parts)},
                _("Why: %(reason)s") % {"reason": reason} if reason else "",
                _("What was written together stays on record."),
                _("Follow your proposal here:") if reader.account else "",
                address=address_of(own[0]) if reader.account else "",
            ),
        )

    def to_attached(reader: Reader, own: list[Proposal]) -> tuple[str, str]:
        is_free = any(one.pk in free for one in own)
        return (
            _("The panel of your proposal %(numbers)s was taken apart") % {"numbers": numbers(own)},
            framed(
                reader,
                _("No. %(number)s, “%(title)s”, no longer stands.") % {"number": result.number, "title": title_of(result)},
                _("Your proposal has no panel for now; the path team looks for one.")
                if is_free
                else _("You speak in the panel you were attached to before."),
            ),
        )

    def to_lead(reader: Reader, _own: list[Proposal]) -> tuple[str, str]:
        return (
            _("Taken apart: no. %(number)s") % {"number": result.number},
            framed(
                reader,
                _("%(who)s undid the merger no. %(number)s, “%(title)s”: %(parts)s stand on the board again.")
                % {"who": by, "number": result.number, "title": title_of(result), "parts": named(parts)},
                _("Why: %(reason)s") % {"reason": reason} if reason else "",
                address=board_address(parts[0]),
            ),
        )

    label = _("Taken apart: no. %(number)s, %(title)s") % {"number": result.number, "title": title_of(result)}
    send(f"call.separated:{merger.pk}", "call.separated", label, merger, by, parts, carried, to_author, to_attached, to_lead)


def send(
    key: str,
    kind: str,
    label: str,
    merger: Merger,
    by: Account,
    parts: Sequence[Proposal],
    carried: Sequence[Proposal],
    to_author: Write,
    to_attached: Write,
    to_lead: Write,
) -> None:
    """One letter an address, whatever it has to do with the merger."""
    own: dict[str, list[Proposal]] = {}
    readers: dict[str, Reader] = {}
    written = []
    for role, proposals, write in (("author", parts, to_author), ("attached", carried, to_attached)):
        reached = group(proposals, readers, own)
        written += letters(reached, role, lambda reader, write=write: write(reader, own[reader.email]))  # type: ignore[misc]
    paths = [path for path in {merger.result.path, *(part.path for part in parts)} if path]
    leads = [one for one in accounts_as_readers(lead_accounts(paths)) if one.email.lower() not in own and one.account != by]
    written += letters(leads, "lead", lambda reader: to_lead(reader, []))
    if written:
        write_mailing(kind=kind, key=key, label=label, letters=written, by=by, scope=merger.result.edition, release=True)


def group(proposals: Iterable[Proposal], readers: dict[str, Reader], own: dict[str, list[Proposal]]) -> list[Reader]:
    """Those not yet known, with all their proposals among these."""
    fresh: list[Reader] = []
    known = set(readers)
    for proposal in proposals:
        for reader in behind(proposal):
            email = reader.email.lower()
            if email in known:
                continue
            if email not in readers:
                readers[email] = reader
                fresh.append(reader)
            own.setdefault(reader.email, []).append(proposal)
    return fresh


def numbers(proposals: Iterable[Proposal]) -> str:
    return ", ".join(_("no. %(number)s") % {"number": one.number} for one in proposals)


def named(proposals: Iterable[Proposal]) -> str:
    return in_a_row(_("no. %(number)s, “%(title)s”") % {"number": one.number, "title": title_of(one)} for one in proposals)


def with_whom(others: Sequence[Proposal]) -> str:
    people, organisations = listed_people(others), listed_organisations(others)
    if not people and not organisations:
        return ""
    if not people or not organisations:
        return _("You now work with: %(people)s.") % {"people": people or organisations}
    return _("You now work with %(people)s (%(organisations)s).") % {"people": people, "organisations": organisations}
