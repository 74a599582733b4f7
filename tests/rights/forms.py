"""A form as its page shows it, filled as a person would leave it: so that a request by hand sends what a browser would send."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit


@dataclass
class Found:
    action: str
    values: dict[str, list[str]] = field(default_factory=dict)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Found] = []
        self.form: Found | None = None
        self.select = self.area = ""
        self.first: str | None = None
        self.is_chosen = False

    def put(self, name: str, value: str) -> None:
        if self.form is not None and name:
            self.form.values.setdefault(name, []).append(value)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self.form = Found(given.get("action", "")) if given.get("method", "").lower() == "post" else None
            case "input":
                self.handle_input(given)
            case "select":
                self.select, self.first, self.is_chosen = given.get("name", ""), None, "multiple" in given
            case "option" if self.select:
                if self.first is None:
                    self.first = given.get("value", "")
                if "selected" in given:
                    self.put(self.select, given.get("value", ""))
                    self.is_chosen = True
            case "textarea":
                self.area = given.get("name", "")
                self.put(self.area, "")

    def handle_input(self, given: dict[str, str]) -> None:
        kind = given.get("type", "text")
        if kind in {"submit", "file", "button"} or "disabled" in given:
            return
        if kind not in {"checkbox", "radio"} or "checked" in given:
            self.put(given.get("name", ""), given.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data: str) -> None:
        if self.area and self.form is not None:
            values = self.form.values[self.area]
            values[-1] = (values[-1] + data).lstrip("\n")

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                if self.form is not None:
                    self.forms.append(self.form)
                self.form = None
            case "select":
                if not self.is_chosen and self.first is not None:
                    self.put(self.select, self.first)
                self.select = ""
            case "textarea":
                self.area = ""


def own_forms(html: str, address: str) -> list[Found]:
    """Those that post to this very address."""
    reader = Reader()
    reader.feed(html)
    return [form for form in reader.forms if not urlsplit(form.action).path or urlsplit(form.action).path == urlsplit(address).path]


def values_of(html: str, address: str) -> dict[str, list[str]]:
    """Of its own forms the longest."""
    own = own_forms(html, address)
    if not own:
        raise LookupError(f"{address} shows no form that posts to it")
    found = max(own, key=lambda form: len(form.values)).values
    return {name: values for name, values in found.items() if name != "csrfmiddlewaretoken"}
