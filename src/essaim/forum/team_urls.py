"""Addresses below /{language}/team/: the back office. Every one asks for a log-in first; then each view for its own right."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from essaim.forum.views.organiser import (
    absences,
    colleagues,
    home,
    imports,
    invitation,
    journal,
    mailings,
    people,
    programme,
    proofreading,
    release,
    series,
    session,
    session_notes,
    shelf,
    speakers,
    stand_ins,
    webhooks,
)
from essaim.forum.views.organiser.shelves import REPORT_SHELVES, SHELVES

View = Callable[..., HttpResponse]


def page(route: str, view: View, name: str, **more: Any) -> URLPattern:
    return path(route, never_cache(login_required(view)), more, name=name)


def shelf_pages(root: str, one: shelf.Shelf) -> list[URLPattern]:
    """List, new, change, remove."""
    return [
        page(f"{root}{one.name}/", shelf.show, one.name, shelf=one),
        page(f"{root}{one.name}/new/", shelf.change, f"{one.name}_new", shelf=one),
        page(f"{root}{one.name}/<int:pk>/", shelf.change, f"{one.name}_change", shelf=one),
        page(f"{root}{one.name}/<int:pk>/remove/", shelf.remove, f"{one.name}_remove", shelf=one),
    ]


app_name = "team"
urlpatterns = [
    page("", home.show_home, "home"),
    page("new/", home.new_edition, "edition_new"),
    page("import/", imports.new_from_file, "import_edition"),
    page("import/model.xlsx", imports.model_workbook, "import_model"),
    page("series/", series.list_series, "series"),
    page("series/new/", series.change_series, "series_new"),
    page("series/<slug:slug>/", series.change_series, "series_change"),
    page("series/<slug:slug>/remove/", series.remove, "series_remove"),
    path("invitation/<str:secret>/", invitation.show_invitation, name="invitation"),
    page("organisation/", colleagues.mine, "my_organisation"),
    page("organisation/<slug:slug>/", colleagues.show_colleagues, "colleagues"),
    page("organisation/<slug:slug>/<int:pk>/remove/", colleagues.take_colleague, "colleague_take"),
    page("organisation/<slug:slug>/invitations/<int:pk>/again/", colleagues.again, "colleague_again"),
    page("organisation/<slug:slug>/invitations/<int:pk>/revoke/", colleagues.revoke, "colleague_revoke"),
    page("<slug:edition>/", home.show_edition, "edition"),
    page("<slug:edition>/settings/", home.settings, "settings"),
    page("<slug:edition>/remove/", home.remove, "edition_remove"),
    page("<slug:edition>/people/", people.show_people, "people"),
    page("<slug:edition>/people/<int:pk>/remove/", people.take_role, "role_take"),
    page("<slug:edition>/people/invitations/<int:pk>/again/", people.invitation_again, "invitation_again"),
    page("<slug:edition>/people/invitations/<int:pk>/revoke/", people.invitation_revoke, "invitation_revoke"),
    page("<slug:edition>/sessions/", session.list_sessions, "sessions"),
    page("<slug:edition>/sessions/states/", session.change_states, "session_states"),
    page("<slug:edition>/sessions/new/", session.new_session, "session_new"),
    page("<slug:edition>/session/<slug:code>/", session.change_session, "session"),
    page("<slug:edition>/session/<slug:code>/state/", session.change_state, "session_state"),
    page("<slug:edition>/session/<slug:code>/remove/", session.remove, "session_remove"),
    page("<slug:edition>/programme/", programme.show_programme, "programme"),
    page("<slug:edition>/programme/<slug:code>/", programme.show_session, "programme_session"),
    page("<slug:edition>/programme/<slug:code>/texts/", programme.change_texts, "programme_texts"),
    page("<slug:edition>/programme/<slug:code>/notes/new/", session_notes.new_note, "session_note_new"),
    page("<slug:edition>/programme/<slug:code>/notes/<int:pk>/", session_notes.change_note, "session_note"),
    page("<slug:edition>/programme/<slug:code>/notes/<int:pk>/remove/", session_notes.take_away, "session_note_remove"),
    page("<slug:edition>/release/", release.release, "release"),
    page("<slug:edition>/proofreading/", proofreading.proofread_notice, "proofread"),
    page("<slug:edition>/proofreading/programme/", proofreading.proofread_programme, "proofread_programme"),
    page("<slug:edition>/proofreading/counts/", proofreading.proofread_counts, "proofread_counts"),
    page("<slug:edition>/proofreading/links/", proofreading.try_links, "proofread_try"),
    page("<slug:edition>/proofreading/links/<int:pk>/", proofreading.show_links, "proofread_links"),
    page("<slug:edition>/import/", imports.hand_in, "import_new"),
    page("<slug:edition>/import/<int:pk>/", imports.show_import, "import"),
    page("<slug:edition>/import/<int:pk>/take/", imports.take_over, "import_take"),
    page("<slug:edition>/import/<int:pk>/findings.csv", imports.findings_table, "import_findings"),
    page("<slug:edition>/mail/", mailings.list_mailings, "mailings"),
    page("<slug:edition>/mail/new/", mailings.new_group_mail, "mail_new"),
    page("<slug:edition>/mail/<int:pk>/", mailings.show_mailing, "mailing"),
    page("<slug:edition>/mail/<int:pk>/act/", mailings.act_on_mailing, "mailing_act"),
    page("<slug:edition>/mail/<int:pk>/<int:message>/", mailings.show_letter, "letter"),
    page("<slug:edition>/mail/<int:pk>/<int:message>/act/", mailings.act_on_letter, "letter_act"),
    page("<slug:edition>/webhooks/", webhooks.list_webhooks, "webhooks"),
    page("<slug:edition>/webhooks/<int:pk>/", webhooks.show_webhook, "webhook"),
    page("<slug:edition>/webhooks/<int:pk>/act/", webhooks.act_on_webhook, "webhook_act"),
    page("<slug:edition>/webhooks/<int:pk>/remove/", webhooks.remove, "webhook_remove"),
    page("<slug:edition>/webhooks/<int:pk>/<int:delivery>/", webhooks.show_delivery, "webhook_delivery"),
    page("<slug:edition>/webhooks/<int:pk>/<int:delivery>/replay/", webhooks.replay, "webhook_replay"),
    page("<slug:edition>/speakers/", speakers.list_speakers, "speakers"),
    page("<slug:edition>/speakers/ask/", speakers.ask, "speakers_ask"),
    page("<slug:edition>/speakers/<int:person>/", speakers.show_speaker, "speaker"),
    page("<slug:edition>/speakers/<int:person>/change/", speakers.change_speaker, "speaker_change"),
    page("<slug:edition>/speakers/<int:person>/link/", speakers.new_link, "speaker_link"),
    page("<slug:edition>/speakers/<int:person>/<int:appearance>/told/", speakers.tell_answer, "speaker_told"),
    page("<slug:edition>/absences/", absences.show_absences, "absences"),
    page("<slug:edition>/absences/note/", absences.note, "absence_note"),
    page("<slug:edition>/absences/<int:pk>/", absences.change, "absence"),
    page("<slug:edition>/absences/<int:pk>/lift/", absences.lift, "absence_lift"),
    page("<slug:edition>/absences/session/<slug:code>/", absences.show_session, "absence_session"),
    page("<slug:edition>/absences/session/<slug:code>/presence/", absences.presence, "absence_presence"),
    page("<slug:edition>/absences/session/<slug:code>/<int:appearance>/<slug:key>/", absences.choose, "absence_choose"),
    page("<slug:edition>/absences/session/<slug:code>/undo/<int:pk>/", absences.undo, "absence_undo"),
    page("<slug:edition>/stand-ins/", stand_ins.list_stand_ins, "stand_ins"),
    page("<slug:edition>/stand-ins/take/", stand_ins.take_list, "stand_ins_take"),
    page("<slug:edition>/stand-ins/model.xlsx", stand_ins.model_workbook, "stand_ins_model"),
    page("<slug:edition>/stand-ins/list.xlsx", stand_ins.export, "stand_ins_export"),
    page("<slug:edition>/stand-ins/new/", stand_ins.change, "stand_in_new"),
    page("<slug:edition>/stand-ins/<int:pk>/", stand_ins.change, "stand_in"),
    page("<slug:edition>/stand-ins/<int:pk>/remove/", stand_ins.remove, "stand_in_remove"),
    page("<slug:edition>/journal/", journal.show_journal, "journal"),
    page("<slug:edition>/journal/by/<int:pk>/", journal.show_person, "person_journal"),
    page("<slug:edition>/journal/<str:kind>/<str:key>/", journal.show_journal, "thing_journal"),
    *[pattern for one in SHELVES for pattern in shelf_pages("<slug:edition>/", one)],
    *[pattern for one in REPORT_SHELVES for pattern in shelf_pages("<slug:edition>/reports/<int:report>/", one)],
]
