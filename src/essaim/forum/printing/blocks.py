"""A long text (CommonMark) as blocks and runs of plain words, for a typesetter that takes no markup."""

from markdown_it.token import Token

from essaim.forum.printing.typesetting import Datum
from essaim.kit.prose import reader


def blocks_of(text: str) -> list[Datum]:
    """[{kind: "p" | "item" | "quote", runs: [{text, strong, href}]}] in reading order."""
    found: list[Datum] = []
    holders: list[str] = []
    for token in reader().parse(text):
        if token.type in {"list_item_open", "blockquote_open"}:
            holders.append("item" if token.type == "list_item_open" else "quote")
        elif token.type in {"list_item_close", "blockquote_close"}:
            holders.pop()
        elif token.type == "inline":
            found.append({"kind": holders[-1] if holders else "p", "runs": runs_of(token.children or [])})
        elif token.type == "fence":
            found.append({"kind": "p", "runs": [{"text": token.content, "strong": False, "href": ""}]})
    return found


def runs_of(children: list[Token]) -> list[Datum]:
    runs: list[Datum] = []
    strong, href = 0, ""
    for token in children:
        match token.type:
            case "strong_open" | "em_open":
                strong += 1
            case "strong_close" | "em_close":
                strong -= 1
            case "link_open":
                href = str(token.attrs.get("href", ""))
            case "link_close":
                href = ""
            case "softbreak" | "hardbreak":
                runs.append({"text": "\n", "strong": False, "href": ""})
            case _ if token.content:
                runs.append({"text": token.content, "strong": strong > 0, "href": href})
            case _:
                pass
    return runs
