"""The index follows the journal: what has changed since the last search is read again before the next one."""

from collections.abc import Collection, Iterable

from django.db import transaction

from essaim.desk import journal
from essaim.desk.models import Entry
from essaim.kit.batches import batches
from essaim.search.kinds import Change, Content, Kind, registered, signature
from essaim.search.models import Document, Progress
from essaim.search.postings import write_postings

BATCH = 1000


def refresh() -> None:
    """Take in what has changed. Two statements when nothing has.

    The journal's entries say what to read again. Where the revision rose without an entry (a bulk load), everything is read again;
    only what differs is written.
    """
    if journal.revision() == (Progress.objects.filter(pk=1, kinds=signature()).values_list("revision", flat=True).first() or 0):
        return
    Progress.objects.get_or_create(pk=1)
    with transaction.atomic():
        progress = Progress.objects.select_for_update().get(pk=1)
        follow(progress)


def rebuild() -> None:
    """Read everything again."""
    Progress.objects.get_or_create(pk=1)
    with transaction.atomic():
        progress = Progress.objects.select_for_update().get(pk=1)
        progress.kinds = ""
        follow(progress)


def follow(progress: Progress) -> None:
    """Needs the row locked: two workers never follow at once."""
    revision = journal.revision()
    entries = list(Entry.objects.filter(pk__gt=progress.entry).order_by("pk").values_list("pk", "kind", "key", "scope", "action"))
    is_told = progress.kinds == signature() and len(entries) == revision - progress.revision
    changes = [Change(kind, key, scope, action) for _, kind, key, scope, action in entries]
    for kind in registered():
        update_kind(kind, kind.touched(changes) if is_told else None)
    progress.revision, progress.kinds = revision, signature()
    progress.entry = entries[-1][0] if entries else progress.entry
    progress.save()


def update_kind(kind: Kind, keys: Collection[str] | None) -> None:
    """Bring the documents with these keys (None: all) to what the domain says now."""
    if keys is not None and not keys:
        return
    known = dict(known_digests(kind, keys))
    seen: set[str] = set()
    for contents in batches(kind.contents(keys), BATCH):
        seen.update(content.key for content in contents)
        write_documents(kind, [content for content in contents if known.get(content.key) != content.digest])
    remove_documents(kind, known.keys() - seen)


def known_digests(kind: Kind, keys: Collection[str] | None) -> Iterable[tuple[str, str]]:
    documents = Document.objects.filter(kind=kind.name)
    if keys is None:
        yield from documents.values_list("key", "digest")
        return
    for some in batches(keys, BATCH):
        yield from documents.filter(key__in=some).values_list("key", "digest")


def write_documents(kind: Kind, contents: list[Content]) -> None:
    if not contents:
        return
    fields = ["scope", "route", "route_args", "title", "context", "names", "texts", "digest"]
    Document.objects.bulk_create(
        [document(kind, content) for content in contents], update_conflicts=True, unique_fields=["kind", "key"], update_fields=fields
    )
    keys = {content.key: content for content in contents}
    stored = Document.objects.filter(kind=kind.name, key__in=keys).only("kind", "key", "scope", "words").order_by("pk")
    write_postings(list(stored), keys)


def document(kind: Kind, content: Content) -> Document:
    return Document(
        kind=kind.name,
        key=content.key,
        scope=content.scope,
        route=content.route,
        route_args=list(content.route_args),
        title=content.title,
        context=content.context,
        names=list(dict.fromkeys([*content.people, *content.organisations])),
        texts=content.texts,
        digest=content.digest,
    )


def remove_documents(kind: Kind, keys: Collection[str]) -> None:
    for some in batches(keys, BATCH):
        gone = Document.objects.filter(kind=kind.name, key__in=some)
        write_postings(list(gone.only("kind", "key", "scope", "words")), {})
        gone.delete()
