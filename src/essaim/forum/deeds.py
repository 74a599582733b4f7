"""What was done, in the reader's language, by the action's name in the journal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEEDS: dict[str, str | Promise] = {
    "accept_invitation": _("invitation accepted"),
    "admin_remove": _("removed in the site’s administration"),
    "admin_save": _("saved in the site’s administration"),
    "accept_session": _("accepted"),
    "ask_speakers": _("speakers asked"),
    "confirm_session": _("a speaker confirmed"),
    "declare": _("a speaker told us of themselves"),
    "decline_session": _("a speaker declined"),
    "lift_absence": _("can come after all"),
    "note_absence": _("noted as unable to come"),
    "renew_link": _("links sent before ended"),
    "say_availabilities": _("a speaker said when they can be there"),
    "say_publication": _("a speaker gave rights of publication"),
    "set_presence": _("said on the programme whether somebody comes"),
    "step_in": _("somebody steps in"),
    "take_stand_in": _("taken into the list of who could step in"),
    "undo_step_in": _("a replacement taken back"),
    "add_identifier": _("given an identifier"),
    "affiliate": _("given a role"),
    "cancel_session": _("cancelled"),
    "change_claim": _("changed"),
    "change_edition": _("changed"),
    "change_organisations": _("organisations changed"),
    "change_people": _("people changed"),
    "change_session": _("changed"),
    "copy_structure": _("structure copied from an earlier edition"),
    "create_claim": _("entered"),
    "create_edition": _("entered"),
    "create_session": _("entered"),
    "invite": _("invitation sent"),
    "join_team": _("somebody joined the team"),
    "keep_claim": _("kept as our reading"),
    "leave_team": _("somebody left the team"),
    "place_session": _("placed in the draft"),
    "release_claim": _("no longer kept as our reading"),
    "release_programme": _("programme put on line"),
    "revoke_invitation": _("invitation taken back"),
    "revoke_token": _("key revoked"),
    "send_invitation_again": _("invitation sent again"),
    "switch_off_webhook": _("webhook switched off"),
    "switch_on_webhook": _("webhook switched on"),
    "set_back_session": _("set back to draft"),
    "take_role": _("role taken away"),
}


BEGINNINGS: dict[str, str | Promise] = {
    "absorb": _("joined with another"),
    "add": _("completed"),
    "begin": _("begun"),
    "cancel": _("stopped"),
    "change": _("changed"),
    "create": _("entered"),
    "import": _("taken over from a file"),
    "join": _("joined a network"),
    "leave": _("left a network"),
    "load": _("loaded"),
    "merge": _("merged with another"),
    "put": _("given a right"),
    "remove": _("removed"),
    "rename": _("renamed"),
    "retry": _("tried again"),
    "save": _("saved"),
    "take": _("taken over from a file"),
}


def deed(action: str) -> str | Promise:
    """By the action's whole name, else by its verb."""
    return DEEDS.get(action) or BEGINNINGS.get(action.partition("_")[0], action)
