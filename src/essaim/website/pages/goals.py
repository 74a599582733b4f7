from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from essaim.kit.shared import shared_page
from essaim.registry.queries.framework import find_goal
from essaim.website.pages.crumbs import steps_to
from essaim.website.queries.goal import frameworks, goal_page, goals_with_sessions


@shared_page
def list_goals(request: HttpRequest) -> HttpResponse:
    """Each framework with its goals: one statement and one a framework."""
    listed = [(framework, list(goals_with_sessions(framework))) for framework in frameworks()]
    return render(request, "website/pages/goals.html", {"frameworks": listed, "steps": steps_to()})


@shared_page
def show_goal(request: HttpRequest, framework: str, code: str) -> HttpResponse:
    goal = find_goal(framework, code)
    if goal is None:
        raise Http404(f"no goal {framework}/{code}")
    context = {"page": goal_page(goal), "goal": goal, "steps": steps_to(("website:goals", gettext("Goals")))}
    return render(request, "website/pages/goal.html", context)
