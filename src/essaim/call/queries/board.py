"""The board of proposals: which are in which lane, as somebody may see them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from i18nfield.strings import LazyI18nString

from essaim.call.models import Comment, Contributor, Criterion, Distinct, Likeness, Look, Mark, Proposal, ProposingOrganisation
from essaim.call.overlap import THRESHOLD
from essaim.forum.models import Appearance, Path, Slot
from essaim.forum.rules import Standing
from essaim.registry.names import STROKES, folded

State = Proposal.State
PLACED = "placed"
LANES: tuple[tuple[str, object, object], ...] = (
    (State.RECEIVED, pgettext_lazy("proposal", "Received"), _("Waiting for a first reading")),
    (State.DISCUSSED, pgettext_lazy("proposal", "Discussed"), _("Read, being talked about")),
    (State.KEPT, pgettext_lazy("proposal", "Kept"), _("On the path’s list")),
    (State.MERGED, pgettext_lazy("proposal", "Merged"), _("Everyone stays named")),
    (State.CONFIRMED, pgettext_lazy("proposal", "Confirmed"), _("A session of the draft")),
    (PLACED, pgettext_lazy("proposal", "Placed"), _("Day, hour, room")),
)
ASIDE: tuple[tuple[str, object], ...] = (
    (State.DECLINED, pgettext_lazy("proposal", "Declined")),
    (State.WITHDRAWN, _("Withdrawn by their authors")),
    (State.ATTACHED, _("Attached to a panel")),
    (State.JOINED, _("Parts of a merged one")),
    (State.DISSOLVED, _("Mergers undone")),
)
OPEN = (State.RECEIVED, State.DISCUSSED, State.KEPT)
"""Still to be decided: overlaps and missing marks are worth saying."""
FEW_SEATS = 15
NUMBER = re.compile(r"^(?:n|no|nº|n°|nos)?[.\s]*(\d{1,9})$", re.IGNORECASE)
LEFT_OUT = re.compile(r"[\u0300-\u036f'’ʼ._]+")
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the reader asked for; empty asks for all."""

    words: str = ""
    path: str = ""
    kind: str = ""
    country: str = ""
    marked: str = ""
    """ "yes" or "no": by whoever asks."""
    alert: str = ""
    """A code of ALERTS, or "any"."""

    @property
    def is_any(self) -> bool:
        return any((self.words, self.path, self.kind, self.country, self.marked, self.alert))


def seen_proposals(standing: Standing, path: Path | None = None) -> QuerySet[Proposal]:
    """Sent proposals of the paths this person leads or reviews; with `path`, of that one alone."""
    rows = Proposal.objects.filter(edition=standing.edition).exclude(state=State.DRAFT)
    rows = rows.exclude(state=State.WITHDRAWN, sent_at__isnull=True)  # a draft its authors gave up
    if path is not None:
        return rows.filter(path=path)
    if standing.is_team or standing.reviews_all:
        return rows
    return rows.filter(path__in=standing.led | standing.reviewed)


def seen_paths(standing: Standing) -> tuple[Path, ...]:
    """Those this person leads or reviews, by letter. One statement."""
    paths = Path.objects.filter(edition=standing.edition)
    if not (standing.is_team or standing.reviews_all):
        paths = paths.filter(pk__in=standing.led | standing.reviewed)
    return tuple(paths.order_by("letter"))


def own_slot() -> QuerySet[Slot]:
    """In the draft, with hour and room, of the session of the proposal outside."""
    return Slot.objects.filter(version__number__isnull=True, session=OuterRef("session"), starts_at__isnull=False, room__isnull=False)


def placed() -> Exists:
    return Exists(own_slot())


@dataclass(frozen=True, slots=True)
class Lined:
    """Keys by lane, in the order they are shown: the newest first; the placed ones by their hour."""

    keys: dict[str, list[int]]
    n_sent: int
    """Sent by their authors: results of mergers are not counted twice."""

    def of(self, code: str) -> list[int]:
        return self.keys.get(code, [])


def lined_up(standing: Standing, path: Path | None, wanted: Wanted) -> Lined:
    """One statement, three more when words are looked for."""
    rows = filtered(seen_proposals(standing, path), standing, wanted).annotate(placed_at=Subquery(own_slot().values("starts_at")[:1]))
    keys: dict[str, list[int]] = {}
    hours: dict[int, datetime] = {}
    n_sent = 0
    for pk, state, placed_at, merger in rows.order_by("-number").values_list("pk", "state", "placed_at", "merger"):
        keys.setdefault(PLACED if state == State.CONFIRMED and placed_at else state, []).append(pk)
        hours[pk] = placed_at or NEVER
        n_sent += merger is None
    keys.get(PLACED, []).sort(key=hours.__getitem__)
    return Lined(keys, n_sent)


def filtered(rows: QuerySet[Proposal], standing: Standing, wanted: Wanted) -> QuerySet[Proposal]:
    if wanted.path:
        rows = rows.filter(path__letter=wanted.path) if wanted.path != "-" else rows.filter(path=None)
    if wanted.kind:
        rows = rows.filter(kind__nature=wanted.kind)
    if wanted.country:
        rows = rows.filter(Exists(ProposingOrganisation.objects.filter(proposal=OuterRef("pk"), country__code=wanted.country)))
    if wanted.marked == "yes":
        rows = rows.filter(Exists(Mark.objects.filter(proposal=OuterRef("pk"), by=standing.account)))
    if wanted.marked == "no":
        rows = still_to_mark(rows, standing)
    if wanted.alert:
        rows = rows.filter(raised(wanted.alert, standing))
    if wanted.words:
        rows = rows.filter(pk__in=found_by(rows, wanted.words))
    return rows


def still_to_mark(rows: QuerySet[Proposal], standing: Standing) -> QuerySet[Proposal]:
    """To be decided, in a call with criteria, without a mark of this person and without a tie to them."""
    asked = Exists(Criterion.objects.filter(call=OuterRef("call")))
    own = Exists(Mark.objects.filter(proposal=OuterRef("pk"), by=standing.account))
    return rows.filter(asked, ~own, state__in=OPEN).exclude(pk__in=own_interests(standing))


def near_pairs() -> QuerySet[Likeness]:
    """Over the threshold, with one on the board, and not found to be distinct."""
    apart = Distinct.objects.filter(Q(one=OuterRef("one"), other=OuterRef("other")) | Q(one=OuterRef("other"), other=OuterRef("one")))
    return Likeness.objects.filter(score__gte=THRESHOLD, other__state__in=Proposal.ON_BOARD).exclude(Exists(apart))


def open_questions() -> QuerySet[Comment]:
    answered = Comment.objects.filter(answers=OuterRef("pk"))
    return Comment.objects.filter(kind=Comment.Kind.QUESTION).exclude(Exists(answered))


def raised(alert: str, standing: Standing) -> Q:
    """Rows with this alert, or with any."""
    mine = Q(conflicts__account=standing.account) | Q(contributors__account=standing.account)
    tests = {
        "resembles": Q(Exists(near_pairs().filter(one=OuterRef("pk"))), state__in=OPEN),
        "not_interpreted": Q(kind__nature="self_managed"),
        "few_seats": Q(audience__gt=0, audience__lte=FEW_SEATS),
        "question_open": Q(Exists(open_questions().filter(proposal=OuterRef("pk"))))
        & ~Q(pk__in=Proposal.objects.filter(mine).values("pk")),
        "changed": Q(Exists(Look.objects.filter(proposal=OuterRef("pk"), account=standing.account, revision__lt=OuterRef("revision")))),
        "speakers_silent": Q(Exists(Appearance.objects.filter(session=OuterRef("session"), answer=Appearance.Answer.ASKED))),
    }
    if alert in tests:
        return tests[alert]
    found = Q()
    for one in tests.values():
        found |= one
    return found


def found_by(rows: QuerySet[Proposal], words: str) -> list[int]:
    """By number, or every word in the title (any language), an organisation or a person. Three statements: JSON is looked through here."""
    number = NUMBER.match(words.strip())
    looked = folded(words).split()
    names: dict[int, list[str]] = {}
    for model in (ProposingOrganisation, Contributor):
        for pk, name in model._default_manager.filter(proposal__in=rows).values_list("proposal", "name"):
            names.setdefault(pk, []).append(name)
    found = []
    for pk, own, title in rows.values_list("pk", "number", "title"):
        data = title.data if isinstance(title, LazyI18nString) else title
        said = " ".join(data.values()) if isinstance(data, dict) else str(data or "")
        text = plainly(" ".join([said, *names.get(pk, ())]))
        if (number and own == int(number[1])) or (looked and all(word in text for word in looked)):
            found.append(pk)
    return found


def plainly(text: str) -> str:
    """Holds every word that `folded` finds in it, at a third of the cost."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(STROKES)
    return unicodedata.normalize("NFC", LEFT_OUT.sub("", plain))


def waiting_counts(standing: Standing) -> dict[int, dict[str, int]]:
    """Path's key → lane → number, over the paths this person sees; "placed" apart. One statement."""
    rows = seen_proposals(standing).annotate(is_placed=placed()).values("path", "state", "is_placed").annotate(n=Count("pk")).order_by()
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        code = PLACED if row["state"] == State.CONFIRMED and row["is_placed"] else row["state"]
        lanes = found.setdefault(row["path"] or 0, {})
        lanes[code] = lanes.get(code, 0) + row["n"]
    return found


def answers_since(standing: Standing, since: datetime | None = None) -> QuerySet[Comment]:
    """Answers of authors, the newest first. One statement."""
    rows = Comment.objects.filter(kind=Comment.Kind.ANSWER, proposal__in=seen_proposals(standing)).select_related("proposal__path")
    return rows.exclude(proposal__in=own_interests(standing)).order_by(F("at").desc())


def own_interests(standing: Standing) -> QuerySet[Proposal, Any]:
    """What this person has to do with: a conflict of interest, or an author of it."""
    account = standing.account
    mine = Q(conflicts__account=account) | Q(contributors__account=account) | Q(created_by=account)
    return Proposal.objects.filter(mine, edition=standing.edition).values("pk")


def unmarked_by(standing: Standing) -> dict[int, int]:
    """Path's key → proposals still to be marked by this person. One statement."""
    counted = still_to_mark(seen_proposals(standing), standing).order_by().values("path").annotate(n=Count("pk"))
    return {row["path"] or 0: row["n"] for row in counted}
