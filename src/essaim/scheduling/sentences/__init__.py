"""What the checker, the validation and the explanation found, in plain English for organisers: where, what, and what to do next."""

from collections.abc import Mapping

from essaim.scheduling.check import Breach
from essaim.scheduling.constraints import Level
from essaim.scheduling.errors import Fault
from essaim.scheduling.problem import Problem
from essaim.scheduling.result import Reason, Suggestion
from essaim.scheduling.sentences.breaches import BREACHES, REWARD
from essaim.scheduling.sentences.faults import FAULTS
from essaim.scheduling.sentences.labels import Labels
from essaim.scheduling.sentences.tell import reason_text, suggestion_text

__all__ = ["Sentences", "say"]


Thing = Breach | Fault | Reason | Suggestion


def say(thing: Thing, problem: Problem) -> str:
    """One sentence or two about one thing of this problem, by its labels. For many things at once: `Sentences(problem).say`.

    >>> say(Fault(code="no_rooms"), Problem(slots=(), rooms=(), sessions=()))
    'There is no room. Add the rooms sessions can be held in.'
    """
    return Sentences(problem).say(thing)


class Sentences:
    """Says things about one problem; its labels are gathered once."""

    def __init__(self, problem: Problem) -> None:
        self._labels = Labels(problem)

    def say(self, thing: Thing) -> str:
        """Raises KeyError for a code that nothing in this library makes."""
        sentence = self._said(thing)
        return sentence[0].upper() + sentence[1:]

    def _said(self, thing: Thing) -> str:
        match thing:
            case Breach():
                return self._breach(thing)
            case Fault():
                return self._fault(thing)
            case Reason():
                return reason_text(self._labels, thing)
            case Suggestion():
                return suggestion_text(self._labels, thing)

    def _breach(self, breach: Breach) -> str:
        words = {**self._words(breach.facts), "rule": f"“{breach.rule}”", "amount": f"{breach.amount:,}", "worth": f"{-breach.cost:,}"}
        words["sessions"] = self._labels.listed("session", breach.sessions)
        for name, session in zip(("first", "second"), breach.sessions, strict=False):
            words[name] = self._labels.quoted("session", session)
        if breach.cost < 0:
            return REWARD.format_map(words)
        sentence = BREACHES[breach.code].format_map(words)
        return sentence if breach.level == Level.HARD else f"{sentence} (This costs {breach.cost:,}.)"

    def _fault(self, fault: Fault) -> str:
        kind = str(fault.facts.get("owner", fault.facts.get("kind", "session")))
        words = {**self._words(fault.facts), "subject": f"“{fault.subject}”", "named": self._labels.quoted(kind, fault.subject)}
        return FAULTS[fault.code].format_map(words)

    def _words(self, facts: Mapping[str, object]) -> dict[str, str]:
        return {name: self._labels.word(name, value) for name, value in facts.items()}
