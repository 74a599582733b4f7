"""What can go wrong in the registry: a code and facts; the sentence is made at the edge (essaim.registry.sentences)."""


class RegistryError(Exception):
    """`code` names the rule, `facts` quote what was met. Raised before anything is written."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code}: {facts}")
        self.code = code
        self.facts = facts


class FactError(RegistryError):
    """A fact file says something we cannot take over. `where` is file:entry:field."""

    def __init__(self, code: str, where: str, **facts: object) -> None:
        super().__init__(code, where=where, **facts)
        self.where = where

    def __str__(self) -> str:
        quoted = ", ".join(f"{name} {value!r}" for name, value in self.facts.items() if name != "where")
        return f"{self.where}: {self.code}" + (f" ({quoted})" if quoted else "")
