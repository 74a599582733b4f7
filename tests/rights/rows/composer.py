"""Calls composed by the team; calls and agreed proposals for everybody."""

from django.core.files.uploadedfile import SimpleUploadedFile

from essaim.call.exchange.imports import begin_import, read_file
from tests.factories import call as make
from tests.rights.row import EVERYONE, MISSING, TEAM, Row
from tests.rights.world import SECRET, World

NOBODY: frozenset[str] = frozenset()
FOR_TEAM = "Who answers a call does not compose it; path teams see proposals on their board."


def sheet(title: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(
        "liste.csv", f"titre,organisation porteuse,type de proposition\n{title},Porteur {SECRET},une-sorte\n".encode()
    )


def fill(world: World) -> None:
    """A call that is being composed, one that is already closed early, and one of the edition that is not public."""
    call = make.make_call(world.edition, "compose", name=f"Appel {SECRET}", is_public=False)
    kind = make.make_kind(call, slug="une-sorte", name=f"Sorte {SECRET}")
    make.make_kind(call, slug="autre-sorte")
    shut = make.make_call(world.edition, "clos", name=f"Clos {SECRET}", is_public=False)
    shut.closed_early_at = shut.opens_at
    shut.save()
    hidden = make.make_call(world.hidden, "appel", name=f"Appel caché {SECRET}")
    make.make_proposal(hidden, f"Proposition {SECRET}", may_be_public=True)
    make.make_proposal(world.things["call"], f"Retirée {SECRET}", state="withdrawn", may_be_public=True)
    content, reading = read_file(sheet(f"Ligne {SECRET}"), call)
    world.things |= {
        "composed": call,
        "shut": shut,
        "empty call": make.make_call(world.edition, "vide", name=f"Vide {SECRET}", is_public=False),
        "composed kind": kind,
        "composed question": make.make_question(call, "une-question", label=f"Question {SECRET}"),
        "question to remove": make.make_question(call, "a-retirer", label=f"À retirer {SECRET}"),
        "sheet": begin_import(call=call, content=content, reading=reading, name=f"{SECRET}.csv", by=world.cast["team"]),
    }


def edition(world: World) -> list[object]:
    return [world.edition.slug]


def composed(world: World) -> list[object]:
    return [world.edition.slug, "compose"]


def kind(world: World) -> list[object]:
    return [*composed(world), "une-sorte"]


def question(world: World) -> list[object]:
    return [*composed(world), "une-question"]


def imported(world: World) -> list[object]:
    return [*composed(world), world.key("sheet")]


def order(world: World) -> dict[str, list[int]]:
    return {"order": [world.key("question to remove"), world.key("composed question")]}


def team(args: object = composed, **facts: object) -> Row:
    return Row(allowed=TEAM, args=args, why=str(facts.pop("why", "")), **facts)


def public(page: object = edition, **facts: object) -> Row:
    return Row(allowed=EVERYONE, refusal=MISSING, args=page, **facts)


ROWS: dict[str, Row] = {
    "call_team:calls": team(edition, why=FOR_TEAM),
    "call_team:call_new": team(edition, form={"name__fr": "Neuf"}),
    "call_team:call": team(),
    "call_team:call_change": team(form={"name__fr": "Autre nom"}),
    "call_team:call_extend": team(form={"closes_on": "2099-03-23", "closes_hour": "23:59"}),
    "call_team:call_close": team(lambda world: [world.edition.slug, world.things["call"].slug], get=False, data=lambda _: {}),
    "call_team:call_reopen": team(lambda world: [world.edition.slug, "clos"], get=False, data=lambda _: {}),
    "call_team:call_remove": team(lambda world: [world.edition.slug, "vide"], form={}),
    "call_team:call_preview": team(form={"q-une-question": "Essai"}, changes=False, ok=(200,), why="What is tried there is kept nowhere."),
    "call_team:kind_new": team(form={"name__fr": "Neuve"}),
    "call_team:kind_change": team(kind, form={"name__fr": "Autre"}),
    "call_team:kind_move": team(kind, get=False, data=lambda _: {"to": "down"}),
    "call_team:kind_remove": team(lambda world: [*composed(world), "autre-sorte"], form={}),
    "call_team:questions": team(),
    "call_team:question_new": team(form={"label__fr": "Neuve", "type": "line"}),
    "call_team:question_change": team(question, form={"label__fr": "Autre"}),
    "call_team:question_move": team(question, get=False, data=lambda _: {"to": "down"}),
    "call_team:question_copy": team(question, get=False, data=lambda _: {}),
    "call_team:question_remove": team(lambda world: [*composed(world), "a-retirer"], form={}),
    "call_team:questions_order": team(get=False, data=order, ok=(200,)),
    "call_team:sheets": team(form=lambda _: {"file": sheet("Une autre"), "language": "fr"}),
    "call_team:sheet": team(imported),
    "call_team:sheet_take": team(imported, get=False, data=lambda _: {}),
    "call_team:sheet_findings": team(imported),
    "call_team:sheet_model": team(),
    "call_team:sheet_csv": team(why="E-mail addresses and telephone numbers, in columns that say so."),
    "call_team:sheet_xlsx": team(),
    "call:calls": public(hidden=lambda world: [world.hidden.slug], hidden_allowed=NOBODY),
    "call:call": public(
        lambda world: [world.edition.slug, world.things["call"].slug],
        hidden=lambda world: [world.hidden.slug, "appel"],
        why="Before it is public, its team reads the page as it will be.",
    ),
    "call:deadline": public(
        lambda world: [world.edition.slug, world.things["call"].slug], hidden=lambda world: [world.hidden.slug, "appel"]
    ),
    "call:proposals": public(
        hidden=lambda world: [world.hidden.slug], hidden_allowed=NOBODY, why="Sent, and its authors agree; nothing personal."
    ),
    "call:proposals_csv": public(hidden=lambda world: [world.hidden.slug], hidden_allowed=NOBODY),
    "call:proposals_json": public(hidden=lambda world: [world.hidden.slug], hidden_allowed=NOBODY),
}
