"""Addresses of those who build the programme, below /{language}/team/{edition}/call/. Every one asks for a log-in first."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import never_cache

from essaim.call.views import (
    balance,
    balance_aims,
    board,
    composer,
    composer_form,
    criteria,
    merger,
    merger_panel,
    overlap,
    path_home,
    review,
    review_decisions,
    review_place,
    sheet,
)

View = Callable[..., HttpResponse]


def page(route: str, view: View, name: str, **more: Any) -> URLPattern:
    return path(route, never_cache(login_required(view)), more, name=name)


app_name = "call_team"
urlpatterns: list[URLPattern] = [
    page("", path_home.show_home, "home"),
    page("board/", board.show_board, "board"),
    page("board/move/", board.move_many, "move_many"),
    page("board/lane/<slug:lane>/", board.show_lane, "lane"),
    page("board/<str:letter>/", board.show_board, "path_board"),
    page("board/<str:letter>/<slug:lane>/", board.show_lane, "path_lane"),
    page("overlaps/", overlap.show_overlaps, "overlaps"),
    page("overlaps/renew/", overlap.renew, "overlaps_renew"),
    page("overlaps/<str:letter>/", overlap.show_overlaps, "path_overlaps"),
    page("compare/<int:one>/<int:other>/", overlap.compare, "compare"),
    page("compare/<int:one>/<int:other>/part/", overlap.part, "distinct"),
    page("merge/", merger.merge, "merge"),
    page("p/<int:number>/merge/", merger.merge_with, "merge_with"),
    page("p/<int:number>/separate/", merger.separate, "separate"),
    page("p/<int:number>/ask/", merger.ask, "ask_merger"),
    page("p/<int:number>/attach/", merger_panel.attach, "attach"),
    page("p/<int:number>/detach/", merger_panel.detach, "detach"),
    page("balance/", balance.show_balance, "balance"),
    page("balance/table.csv", balance.balance_table, "balance_table"),
    page("balance/swaps/", balance.show_swaps, "swaps"),
    page("balance/aims/", balance_aims.list_aims, "aims"),
    page("balance/aims/new/<slug:dimension>/", balance_aims.new_aim, "aim_new"),
    page("balance/aims/<int:pk>/", balance_aims.change_aim, "aim_change"),
    page("balance/aims/<int:pk>/remove/", balance_aims.drop_aim, "aim_remove"),
    page("p/<int:number>/", review.show_proposal, "proposal"),
    page("p/<int:number>/move/", board.move, "move"),
    page("p/<int:number>/look/", review.look, "look"),
    page("p/<int:number>/comment/", review.comment, "comment"),
    page("p/<int:number>/mark/", review.mark, "mark"),
    page("p/<int:number>/conflict/", review.conflict, "conflict"),
    page("p/<int:number>/conflict/<int:pk>/lift/", review.conflict_lifted, "conflict_lift"),
    page("p/<int:number>/path/", review_decisions.change_path, "path"),
    page("p/<int:number>/decline/", review_decisions.decline, "decline"),
    page("p/<int:number>/confirm/", review_decisions.confirm, "confirm"),
    page("p/<int:number>/unconfirm/", review_decisions.unconfirm, "unconfirm"),
    page("p/<int:number>/place/", review_place.place, "place"),
    page("calls/", composer.list_calls, "calls"),
    page("calls/new/", composer.new_call, "call_new"),
    page("calls/<slug:call>/", composer.show_call, "call"),
    page("calls/<slug:call>/settings/", composer.change, "call_change"),
    page("calls/<slug:call>/extend/", composer.extend, "call_extend"),
    page("calls/<slug:call>/close/", composer.close, "call_close"),
    page("calls/<slug:call>/reopen/", composer.reopen, "call_reopen"),
    page("calls/<slug:call>/remove/", composer.remove, "call_remove"),
    page("calls/<slug:call>/preview/", composer_form.preview, "call_preview"),
    page("calls/<slug:call>/sheets/", sheet.sheets, "sheets"),
    page("calls/<slug:call>/sheets/model.xlsx", sheet.model_workbook, "sheet_model"),
    page("calls/<slug:call>/sheets/proposals.csv", sheet.export, "sheet_csv", form="csv"),
    page("calls/<slug:call>/sheets/proposals.xlsx", sheet.export, "sheet_xlsx", form="xlsx"),
    page("calls/<slug:call>/sheets/<int:pk>/", sheet.show_sheet, "sheet"),
    page("calls/<slug:call>/sheets/<int:pk>/take/", sheet.take, "sheet_take"),
    page("calls/<slug:call>/sheets/<int:pk>/findings.csv", sheet.findings_table, "sheet_findings"),
    page("calls/<slug:call>/kinds/new/", composer_form.change_kind, "kind_new"),
    page("calls/<slug:call>/kinds/<slug:kind>/", composer_form.change_kind, "kind_change"),
    page("calls/<slug:call>/kinds/<slug:kind>/move/", composer_form.move_a_kind, "kind_move"),
    page("calls/<slug:call>/kinds/<slug:kind>/remove/", composer_form.remove_a_kind, "kind_remove"),
    page("calls/<slug:call>/questions/", composer_form.list_questions, "questions"),
    page("calls/<slug:call>/questions/new/", composer_form.change_question, "question_new"),
    page("calls/<slug:call>/questions/order/", composer_form.put_in_order, "questions_order"),
    page("calls/<slug:call>/questions/<slug:question>/", composer_form.change_question, "question_change"),
    page("calls/<slug:call>/questions/<slug:question>/move/", composer_form.move_a_question, "question_move"),
    page("calls/<slug:call>/questions/<slug:question>/copy/", composer_form.copy_a_question, "question_copy"),
    page("calls/<slug:call>/questions/<slug:question>/remove/", composer_form.remove_a_question, "question_remove"),
    page("calls/<slug:call>/criteria/", criteria.criteria, "criteria"),
    page("calls/<slug:call>/criteria/<int:pk>/", criteria.criteria, "criterion"),
    page("calls/<slug:call>/criteria/<int:pk>/remove/", criteria.criterion_remove, "criterion_remove"),
]
