"""An Atom feed (RFC 4287) of an edition's released versions: ids that never change, and what changed in words."""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from essaim.forum.models import Edition, Version
from essaim.forum.queries.version import Changes
from essaim.forum.wording import reader, worded
from essaim.kit.languages import spoken

ATOM = "http://www.w3.org/2005/Atom"


def versions_feed(edition: Edition, versions: Sequence[Version], history: Iterable[Changes]) -> bytes:
    """Newest first. Without a release the feed is empty and dated by nothing newer than the edition's first day."""
    changes = {step.after.pk: step for step in history}
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": reader()})
    name = spoken(edition.name, reader()).text
    put(feed, "title", gettext("%(edition)s: changes to the programme") % {"edition": name})
    put(feed, "id", f"{address('forum:versions', edition.slug)}#feed-{reader()}")
    put(feed, "updated", updated(versions, edition))
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address("forum:version_feed", edition.slug)})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": address("forum:versions", edition.slug)})
    put(SubElement(feed, "author"), "name", spoken(edition.series.name, reader()).text or "Essaim")
    for version in versions:
        feed.append(entry(edition, version, changes.get(version.pk)))
    body: bytes = tostring(feed, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def updated(versions: Sequence[Version], edition: Edition) -> str:
    newest = next((version.released_at for version in versions if version.released_at), None)
    return newest.isoformat(timespec="seconds") if newest else f"{edition.starts_on.isoformat()}T00:00:00Z"


def entry(edition: Edition, version: Version, changes: Changes | None) -> Element:
    """The id names the edition and the number, neither the language of the page nor its address today."""
    made = Element("entry")
    put(made, "title", gettext("Version %(number)s") % {"number": version.number})
    put(made, "id", f"{settings.SITE_ADDRESS}/forum/{edition.slug}/versions/{version.number}#{reader()}")
    put(made, "updated", version.released_at.isoformat(timespec="seconds") if version.released_at else "")
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": link_of(edition, changes)})
    put(made, "summary", summary(version, changes))
    return made


def link_of(edition: Edition, changes: Changes | None) -> str:
    if changes is None:
        return address("forum:versions", edition.slug)
    return address("forum:version_changes", edition.slug, changes.before.number, changes.after.number)


def summary(version: Version, changes: Changes | None) -> str:
    """The team's own sentence, then every group of changes with the titles it holds."""
    lines = [spoken(version.note, reader()).text]
    if changes is None:
        lines.append(gettext("First version."))
    elif not changes.total:
        lines.append(gettext("Nothing that a reader sees has changed."))
    else:
        lines.append(ngettext("%(count)s session changed.", "%(count)s sessions changed.", changes.total) % {"count": changes.total})
        lines.extend(
            f"{group.heading}: {'; '.join(spoken(one.title, reader()).text or one.slot.session.code for one in group.changes)}"
            for group in worded(changes)
        )
    return "\n".join(line for line in lines if line)


def put(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = "".join(sign for sign in text if sign in "\t\n" or sign >= " ")


def address(route: str, *arguments: object) -> str:
    return settings.SITE_ADDRESS + reverse(route, args=arguments)
