"""What can go wrong with calls and proposals: a code and facts; the sentence is made at the edge (essaim.call.sentences)."""


class CallError(Exception):
    """`code` names the rule, `facts` quote what was met. Raised before anything is written."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts
