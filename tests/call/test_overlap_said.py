"""The figure of a likeness tells near pairs apart; goals are named."""

from itertools import pairwise

import numpy as np
import pytest
from django.urls import reverse
from django.utils.translation import override

from essaim.call.overlap.scoring import FEATURES, SAME_LANGUAGE
from essaim.call.templatetags.overlap import figure_of, goal_said, reason_lines
from tests.factories import registry as make_registry


def test_figures_of_different_scores_differ_and_keep_their_order():
    features = np.array([[0.5 + 0.05 * step] * 11 for step in range(11)], dtype=np.float32).T[: len(FEATURES)]
    scores = SAME_LANGUAGE.score(features)
    with override("en"):
        figures = [float(figure_of(float(score))) for score in scores]
    assert all(low < high for low, high in pairwise(scores))
    assert all(low < high for low, high in pairwise(figures))
    assert figures[-1] < 100


@pytest.mark.parametrize(("score", "said"), [(0.5, "50"), (0.93, "93"), (0.99, "99.00"), (1.0, "99.99")])
def test_a_likeness_is_a_figure_of_a_hundred_and_never_all_of_it(score, said):
    with override("en"):
        assert figure_of(score) == said


@pytest.mark.parametrize(("language", "name"), [("fr", "Travail décent"), ("en", "Decent work"), ("es", "Trabajo decente")])
def test_a_goal_is_named_beside_its_number(language, name):
    with override(language):
        assert name.lower() in goal_said("8").lower()
        assert name.lower() in reason_lines({"goals": ["8"]})[0].lower()


def test_the_pages_of_a_proposal_name_its_goals(cast):
    goal = make_registry.make_goal(make_registry.make_framework(), "8")
    cast.proposal.goals.add(goal)
    for who, name in (("lead", "call_team:proposal"), ("contributor", "call:proposal")):
        page = cast.client(who).get(reverse(name, args=["ici", cast.proposal.number])).content.decode()
        assert "Travail décent" in page
