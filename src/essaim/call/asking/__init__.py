"""The call's form as rules: which questions are asked, what an answer looks like, what is wrong with one.

An answer stands in `Proposal.answers` under its question's slug, as JSON:

    line, text, url, email, phone    "words"
    one                              "value", or {"other": "words"}
    several                          ["value", …, {"other": "words"}]
    yes_no, consent                  true, false
    number                           12
    date                             "2024-12-20"
    place                            {"lat": 46.32, "lon": -0.46}
    file                             the upload's key

What is not answered is absent. What could not be read stays as it was typed ("twelve" under a number), so that nothing is lost and
`check_answers` can quote it. Answers to questions that are no longer asked stay, too.
"""

from essaim.call.asking.answers import Answer, Answers, given, said, values_of
from essaim.call.asking.checks import Trouble, check_answers
from essaim.call.asking.questions import Section, applying, asked, questions_of, sections, text_slugs

__all__ = [
    "Answer",
    "Answers",
    "Section",
    "Trouble",
    "applying",
    "asked",
    "check_answers",
    "given",
    "questions_of",
    "said",
    "sections",
    "text_slugs",
    "values_of",
]
