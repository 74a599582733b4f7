"""People and roles, invitations, an organisation's colleagues."""

from allauth.account.models import EmailAddress

from essaim.forum.actions.roles import invite_colleague, invite_to_edition
from essaim.forum.rules import INTERPRETER, PATH_LEAD, RAPPORTEUR, REVIEWER, TEAM
from tests.factories import call as make_call
from tests.factories import forum as make
from tests.rights.row import EVERYONE, MISSING, PATH, Row
from tests.rights.row import TEAM as TEAMS
from tests.rights.world import SECRET, World

LEADS = PATH | {"other_lead"}
OWN = TEAMS | {"lead"}


def fill(world: World) -> None:
    team, edition = world.cast["team"], world.edition
    helper = make.make_account(f"{SECRET}.helper@example.org", name=f"Aide {SECRET}")
    named = make.make_account(f"{SECRET}.named@example.org", name=f"Nommée {SECRET}")
    to = f"{SECRET}.invited@example.org"
    world.things |= {
        "role_on_edition": make_call.make_role(helper, INTERPRETER, edition),
        "role_on_path": make_call.make_role(helper, RAPPORTEUR, world.path),
        "lead_on_path": make_call.make_role(named, PATH_LEAD, world.path),
        "colleague": make_call.make_role(named, "colleague", world.organisation),
        "invitation_to_edition": invite_to_edition(edition=edition, role=TEAM, email=to, by=team),
        "invitation_to_path": invite_to_edition(edition=edition, role=REVIEWER, path=world.path, email=to, by=team),
        "invitation_of_colleague": invite_colleague(organisation=world.organisation, email=to, by=team, edition=edition),
    }
    owner = world.cast["participant"]
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    sent = invite_to_edition(edition=edition, role=RAPPORTEUR, email=owner.email, by=team, message="Venez")
    body = world.things["mail"] = sent_body(sent.pk)
    world.things["link"] = body.partition("/team/invitation/")[2].partition("/")[0]


def sent_body(pk: int) -> str:
    from essaim.desk.models import Message

    return Message.objects.get(mailing__key__startswith=f"invitation:{pk}:").body


def on(name: str) -> object:
    return lambda world: [world.edition.slug, world.key(name)]


def own(name: str) -> object:
    return lambda world: [world.organisation.slug, world.key(name)]


def sent(_world: World) -> dict[str, str]:
    return {"yes": "1"}


ROWS: dict[str, Row] = {
    "team:people": Row(
        allowed=LEADS,
        args=lambda world: [world.edition.slug],
        form=lambda world: {"email": "nouvelle@example.org", "role": f"reviewer:path-{world.path.pk}"},
        post_allowed=PATH,
        post_refused=200,
        why="Who leads a path sees it and its people; and brings in reviewers and rapporteurs there.",
    ),
    "team:role_take": Row(allowed=PATH, args=on("role_on_path"), get=False, data=sent, why="Of path A. On the edition: its team."),
    "team:invitation_again": Row(allowed=PATH, args=on("invitation_to_path"), get=False, data=sent),
    "team:invitation_revoke": Row(allowed=PATH, args=on("invitation_to_path"), get=False, data=sent),
    "team:invitation": Row(
        allowed=EVERYONE,
        args=lambda world: [world.things["link"]],
        get=True,
        tells=EVERYONE,
        refusal=MISSING,
        data=sent,
        post_allowed=frozenset({"participant"}),
        post_refused=200,
        first="participant",
        why="Whoever has the link reads it; only an account with the address it was sent to may accept.",
    ),
    "team:my_organisation": Row(allowed=frozenset({"lead", "other_lead"}), ok=(200, 302)),
    "team:colleagues": Row(
        allowed=OWN, args=lambda world: [world.organisation.slug], form={"email": "nouvelle@example.org"}, why="Of its own organisation."
    ),
    "team:colleague_take": Row(allowed=OWN, args=own("colleague"), get=False, data=sent),
    "team:colleague_again": Row(allowed=OWN, args=own("invitation_of_colleague"), get=False, data=sent),
    "team:colleague_revoke": Row(allowed=OWN, args=own("invitation_of_colleague"), get=False, data=sent),
}
