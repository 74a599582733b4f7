"""Who is told when an individual proposal joins a panel or leaves it."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from essaim.call.letters import Reader, accounts_as_readers, address_of, board_address, framed, letters, title_of
from essaim.call.models import Proposal
from essaim.call.queries.concerned import behind, listed_organisations, listed_people
from essaim.desk.actions.outbox import Letter, write_mailing
from essaim.desk.models import Account, Entry
from essaim.forum.queries.leads import lead_accounts

Says = Callable[[Reader], str]


def tell_attached(proposal: Proposal, panel: Proposal, reason: str, by: Account) -> None:
    send(
        "call.attached",
        proposal,
        panel,
        by,
        _("Attached to a panel: %(title)s") % {"title": title_of(proposal)},
        own=lambda reader: (
            _("Your proposal no. %(number)s joins a panel") % {"number": proposal.number},
            framed(
                reader,
                _(
                    "Your proposal no. %(number)s, “%(title)s”, is part of the panel no. %(panel)s now, “%(about)s”: you speak in its session."
                )
                % names_of(proposal, panel),
                reason,
                _("You prepare it with: %(people)s.") % {"people": said_of(panel)},
                address=address_of(proposal) if reader.account else "",
            ),
        ),
        theirs=lambda reader: (
            _("An individual proposal joins your panel no. %(panel)s") % {"panel": panel.number},
            framed(
                reader,
                _("Proposal no. %(number)s, “%(title)s”, by %(people)s, joins your panel no. %(panel)s, “%(about)s”.")
                % {**names_of(proposal, panel), "people": said_of(proposal)},
                reason,
                _("They speak in its session; please tell them how you prepare it."),
                address=address_of(panel) if reader.account else "",
            ),
        ),
    )


def tell_detached(proposal: Proposal, panel: Proposal, reason: str, by: Account | None) -> None:
    send(
        "call.detached",
        proposal,
        panel,
        by,
        _("Taken out of a panel: %(title)s") % {"title": title_of(proposal)},
        own=lambda reader: (
            _("Your proposal no. %(number)s leaves the panel") % {"number": proposal.number},
            framed(
                reader,
                _(
                    "Your proposal no. %(number)s, “%(title)s”, is no longer part of the panel no. %(panel)s, “%(about)s”. It stands on its own."
                )
                % names_of(proposal, panel),
                reason,
                address=address_of(proposal) if reader.account else "",
            ),
        ),
        theirs=lambda reader: (
            _("An individual proposal leaves your panel no. %(panel)s") % {"panel": panel.number},
            framed(
                reader,
                _("Proposal no. %(number)s, “%(title)s”, is no longer part of your panel no. %(panel)s, “%(about)s”.")
                % names_of(proposal, panel),
                reason,
                address=address_of(panel) if reader.account else "",
            ),
        ),
    )


def names_of(proposal: Proposal, panel: Proposal) -> dict[str, object]:
    return {"number": proposal.number, "title": title_of(proposal), "panel": panel.number, "about": title_of(panel)}


def said_of(proposal: Proposal) -> str:
    """Names and organisations, and nothing else of anybody."""
    return " – ".join(part for part in (listed_people([proposal]), listed_organisations([proposal])) if part) or f"no. {proposal.number}"


Write = Callable[[Reader], tuple[str, str]]


def send(kind: str, proposal: Proposal, panel: Proposal, by: Account | None, label: str, *, own: Write, theirs: Write) -> None:
    """One letter an address: its authors first, then the panel's, then who leads either path."""
    times = Entry.objects.filter(kind=proposal._meta.label_lower, key=str(proposal.pk)).count()
    first = behind(proposal)
    known = {reader.email for reader in first}
    second = [reader for reader in behind(panel) if reader.email not in known]
    known |= {reader.email for reader in second}
    leads = [
        reader
        for reader in accounts_as_readers(lead_accounts([path for path in {proposal.path, panel.path} if path]))
        if reader.email.lower() not in known and reader.account != by
    ]
    written: list[Letter] = [*letters(first, "own", own), *letters(second, "panel", theirs)]
    written += letters(
        leads,
        "lead",
        lambda reader: (
            _("Panel no. %(panel)s, “%(about)s”") % names_of(proposal, panel),
            framed(reader, lead_words(kind, proposal, panel), address=board_address(panel)),
        ),
    )
    if written:
        write_mailing(
            kind=kind,
            key=f"{kind}:{proposal.pk}:{panel.pk}:{times}",
            label=label,
            letters=written,
            by=by,
            scope=proposal.edition,
            release=True,
        )


def lead_words(kind: str, proposal: Proposal, panel: Proposal) -> str:
    words = (
        _("No. %(number)s, “%(title)s”, is part of the panel no. %(panel)s now, “%(about)s”.")
        if kind == "call.attached"
        else _("No. %(number)s, “%(title)s”, is no longer part of the panel no. %(panel)s, “%(about)s”.")
    )
    return words % names_of(proposal, panel)
