from django.apps import AppConfig


class CallConfig(AppConfig):
    name = "essaim.call"
    label = "call"

    def ready(self) -> None:
        from essaim.call.deeds import DEEDS
        from essaim.call.holding import HOLDER
        from essaim.call.mail_kinds import MAIL_KINDS
        from essaim.call.models import Contributor, ProposingOrganisation
        from essaim.call.queries.offices import PROPOSALS, place_address, waiting_proposals
        from essaim.call.queries.writing import writes_any
        from essaim.desk import adapter
        from essaim.desk.mail_kinds import register_mail_kinds
        from essaim.desk.uploads import register_holder
        from essaim.forum import deeds, journal_words
        from essaim.forum.offices import register_placing, register_source, register_waiting

        adapter.LANDINGS.append((writes_any, "call:mine"))
        deeds.DEEDS.update(DEEDS)
        journal_words.ROLES.update({role.value: role.label for role in (*Contributor.Role, *ProposingOrganisation.Role)})
        register_mail_kinds(MAIL_KINDS)
        register_holder(HOLDER)
        register_placing("call", place_address)
        register_source(PROPOSALS)
        register_waiting("call", waiting_proposals)
