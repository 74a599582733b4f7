"""What the example's files hold, beside its frame (an EditionFact)."""

from dataclasses import dataclass, field
from pathlib import Path

from essaim.forum.demo.facts import EditionFact, Fact, ReportFact, Text
from essaim.forum.demo.reading import read_facts

DATA = Path(__file__).parents[1] / "data" / "example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Fact):
    format: str
    title: Text
    summary: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPath(Fact):
    letter: str
    name: Text
    summary: Text
    goals: tuple[str, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPaths(Fact):
    paths: tuple[TopicPath, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CastOrganisation(Fact):
    name: Text
    acronym: str = ""
    kind: str
    country: str
    role: str = "partner"


@dataclass(frozen=True, slots=True, kw_only=True)
class CastNames(Fact):
    country: str
    n_people: int
    first: tuple[str, ...]
    last: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast(Fact):
    partners: tuple[CastOrganisation, ...]
    others: tuple[CastOrganisation, ...]
    names: tuple[CastNames, ...]
    capacities: tuple[Text, ...]
    officials: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description(Fact):
    format: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts(Fact):
    descriptions: tuple[Description, ...]
    notes: tuple[Text, ...]
    releases: tuple[Text, ...]
    drawings: tuple[Text, ...]
    caption: Text = field(default_factory=dict)
    report: ReportFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    frame: EditionFact
    paths: tuple[TopicPath, ...]
    cast: Cast
    texts: Texts


def example_words() -> Words:
    return Words(
        frame=read_facts(EditionFact, DATA / "frame.yaml"),
        paths=read_facts(TopicPaths, DATA / "paths.yaml").paths + read_facts(TopicPaths, DATA / "paths-2.yaml").paths,
        cast=read_facts(Cast, DATA / "cast.yaml"),
        texts=read_facts(Texts, DATA / "texts.yaml"),
    )
