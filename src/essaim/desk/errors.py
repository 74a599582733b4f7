"""What can go wrong on the desk: a code and facts; the sentence is made at the edge (essaim.desk.sentences)."""


class DeskError(Exception):
    """`code` names the rule, `facts` quote what was met. Raised before anything is written."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts
