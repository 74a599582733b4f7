"""Several people writing one proposal at once, over a bad line: the browser's part (static/call/writing.js) told again in Python.

Every sentence typed holds a token nobody else types, and so does every word put into a sentence. A token is owed to its author until the
author deletes the sentence it stands in. In the end every token owed must stand in the proposal.
"""

import json
import random
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from essaim.kit.merging import pieces

TITLE, SUMMARY, DESCRIPTION, ANSWER = FIELDS = ("title.fr", "summary.fr", "description.fr", "answers.plus")
LINES = {TITLE}
REQUIRED = (TITLE, SUMMARY)
SHAPES = ("{} nous écrivons ensemble.", "{} est-ce bien dit ?", "{} 我们一起写。", "« {} », dit-elle.", "- {} sans point", "{} نكتب معا؟")
HALF = 0.4
"""How often a sentence is saved half typed."""


class Line(Protocol):
    """To the server: what a page is opened with, and a save, each with its answer; None when nothing came back."""

    def look(self) -> dict[str, Any] | None: ...

    def save(self, body: str) -> dict[str, Any] | None: ...


@dataclass
class Kept:
    """What stays on the device when the browser is killed."""

    pending: dict[str, Any] | None = None
    ahead: dict[str, dict[str, str]] = field(default_factory=dict)
    owed: dict[str, bool] = field(default_factory=dict)
    """Token → still owed. No browser knows it: it is what the test asks in the end."""
    typed: int = 0


class Writer:
    def __init__(self, name: str, line: Line, chance: random.Random, keep: Callable[[str], None] = lambda _: None, kept: str = "") -> None:
        self.name, self.line, self.chance, self.write = name, line, chance, keep
        self.kept = Kept(**json.loads(kept)) if kept else Kept()
        self.shadow: dict[str, str] = {}
        self.value: dict[str, str] = {}
        self.is_open = False
        self.half: tuple[str, str, str] | None = None

    # --- as the script does it ----------------------------------------------------------------------

    def open(self) -> bool:
        """The page, then what an earlier visit could not send."""
        told = self.line.look()
        if told is None:
            return False
        self.shadow = {name: told["texts"].get(name, "") for name in FIELDS}
        self.value = dict(self.shadow)
        for name, one in self.kept.ahead.items():
            self.shadow[name], self.value[name] = one["base"], one["mine"]
        self.is_open, self.half = True, None
        return True

    def changed(self) -> list[str]:
        return [name for name in FIELDS if self.value[name] != self.shadow[name]]

    def keep(self) -> None:
        """After every stroke, before anything is sent."""
        held = {*self.changed(), *((self.kept.pending or {}).get("texts", {}))}
        self.kept.ahead = {name: {"base": self.shadow[name], "mine": self.value[name]} for name in FIELDS if name in held}
        self.write(json.dumps(asdict(self.kept)))

    def depart(self) -> str | None:
        """A save sets out; the same again as long as it is not answered."""
        if self.kept.pending is None:
            names = self.changed()
            if not names:
                return None
            body = {"key": uuid.UUID(int=self.chance.getrandbits(128)).hex}
            body |= {"base": {name: self.shadow[name] for name in names}, "texts": {name: self.value[name] for name in names}}
            self.kept.pending = body
        self.keep()
        return json.dumps(self.kept.pending)

    def arrive(self, body: str, told: dict[str, Any]) -> None:
        """The answer to this save. One to an earlier save, or to a page closed since, means nothing any more."""
        if not self.is_open or self.kept.pending is None or json.loads(body)["key"] != self.kept.pending["key"]:
            return
        if "refused" in told:
            self.fill_again()
            return
        self.shadow |= self.kept.pending["texts"]
        self.kept.pending = None
        self.take(told["texts"])
        self.keep()

    def fill_again(self) -> None:
        """A sent proposal does not lose its title or its summary: whoever would save it so keeps what they have and writes there anew."""
        self.kept.pending = None
        for name in REQUIRED:
            if name in self.changed():
                self.put(name, SHAPES[0].format(self.token()))
        self.keep()

    def take(self, texts: dict[str, str]) -> None:
        """Where nothing waits to be sent, the others' words come in."""
        for name in FIELDS:
            if self.value[name] == self.shadow[name]:
                self.shadow[name] = self.value[name] = texts.get(name, "")

    def save(self) -> None:
        body = self.depart()
        told = self.line.save(body) if body else None
        if body and told:
            self.arrive(body, told)

    def ask(self) -> None:
        if self.kept.pending is None and (told := self.line.look()):
            self.take(told["texts"])
            self.keep()

    def die(self) -> None:
        """The browser is killed: what it kept is all there is."""
        self.is_open, self.half = False, None
        self.kept = Kept(**json.loads(json.dumps(asdict(self.kept))))

    # --- as people do it ----------------------------------------------------------------------------

    def token(self) -> str:
        self.kept.typed += 1
        made = f"{self.name}{self.kept.typed}x"
        self.kept.owed[made] = True
        return made

    def act(self) -> None:
        """One stroke of whoever sits there."""
        if self.half:
            self.finish()
        else:
            self.chance.choices((self.add, self.change, self.remove, self.move), (6, 3, 1, 1))[0]()
        self.keep()

    def add(self) -> None:
        name = self.chance.choices(FIELDS, (1, 4, 4, 3))[0]
        whole = self.chance.choice(SHAPES).format(self.token())
        if self.chance.random() < HALF:
            begun = whole[: self.chance.randint(whole.index("x") + 1, len(whole))]
            self.half = (name, begun, whole)
            whole = begun
        self.put(name, whole)

    def put(self, name: str, words: str) -> None:
        """At the end, or before some sentence."""
        text = self.value[name]
        here = pieces(text, is_line=name in LINES)
        place = self.chance.randint(0, len(here)) if self.chance.random() < 0.5 else len(here)
        before = "".join(piece.whole for piece in here[:place])
        rest = text[len(before) :]
        gap = "" if not before or before[-1].isspace() else " " if name in LINES or before[-1] in ".!?" else "\n"
        self.value[name] = before + gap + words + (" " if rest else "") + rest

    def finish(self) -> None:
        """The other half of a sentence, where the first stands; it is written anew where that is gone."""
        name, begun, whole = self.half or ("", "", "")
        self.half = None
        text = self.value[name]
        if begun in text:
            self.value[name] = text.replace(begun, whole, 1)
        else:
            self.put(name, whole)

    def some_sentence(self, *, own: bool) -> tuple[str, str] | None:
        """One that stands in the page now; `own`: all that was typed in it was typed here."""
        found = [(name, one.words) for name in FIELDS for one in pieces(self.value[name], is_line=name in LINES) if tokens_of(one.words)]
        if own:
            found = [(name, words) for name, words in found if all(token in self.kept.owed for token in tokens_of(words))]
        return self.chance.choice(found) if found else None

    def change(self) -> None:
        """A word into anybody's sentence."""
        if one := self.some_sentence(own=False):
            name, words = one
            place = words.index("x") + 1
            self.value[name] = self.value[name].replace(words, f"{words[:place]} {self.token()}{words[place:]}", 1)

    def remove(self) -> None:
        if one := self.some_sentence(own=True):
            name, words = one
            self.value[name] = self.value[name].replace(words, "", 1)
            for token in tokens_of(words):
                self.kept.owed[token] = False

    def move(self) -> None:
        """Cut out and put elsewhere, maybe into another text."""
        if one := self.some_sentence(own=False):
            name, words = one
            self.value[name] = self.value[name].replace(words, "", 1)
            self.put(self.chance.choice(FIELDS), words)


def tokens_of(words: str) -> list[str]:
    """A token is a writer's letter, a number, an x."""
    return [part for part in "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in words).split() if is_token(part)]


def is_token(part: str) -> bool:
    return len(part) > 2 and part[0].isupper() and part[-1] == "x" and part[1:-1].isdigit()


def settled(writers: list[Writer], rounds: int = 10) -> None:
    """Everybody is back, sends what is left and reads what stands."""
    for _ in range(rounds):
        for writer in writers:
            if not writer.is_open:
                assert writer.open()
            while writer.half:
                writer.act()
            writer.save()
        for writer in writers:
            writer.ask()
        if not any(writer.changed() or writer.kept.pending for writer in writers):
            break


def judged(writers: list[Writer], texts: dict[str, str]) -> dict[str, int]:
    """Every token owed stands; every page says what the server says."""
    found = [token for words in texts.values() for token in tokens_of(words)]
    standing = set(found)
    owed = [token for writer in writers for token, is_owed in writer.kept.owed.items() if is_owed]
    lost = [token for token in owed if token not in standing]
    assert not lost, f"lost: {lost}\n{texts}"
    for writer in writers:
        assert {name: words for name, words in writer.value.items() if words} == texts, f"{writer.name} sees something else"
    back = sum(1 for writer in writers for token, is_owed in writer.kept.owed.items() if not is_owed and token in standing)
    return {"typed": sum(writer.kept.typed for writer in writers), "owed": len(owed), "twice": len(found) - len(standing), "back": back}
