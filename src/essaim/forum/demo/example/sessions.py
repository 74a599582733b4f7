"""The paths' sessions: topics given a place, people, languages and organisations."""

import random
from collections.abc import Sequence

from django.utils.text import slugify

from essaim.forum.demo.example.cast import Member, organisation_slug
from essaim.forum.demo.example.timetable import HOURS, Timetable
from essaim.forum.demo.example.words import Topic, TopicPath, Words
from essaim.forum.demo.facts import AppearanceFact, InvolvementFact, NoteFact, PlaceFact, SessionFact, Text

INTERPRETED = ("fr", "en", "es")
CREWS = {
    "table-ronde": ("moderator", "speaker", "speaker", "speaker", "rapporteur"),
    "atelier": ("lead", "speaker"),
    "module": ("lead",),
    "autogeree": ("organiser", "speaker"),
    "rencontre": ("contact",),
}
LENGTH_OF_CODE = 60


def path_sessions(words: Words, everybody: Sequence[Member], timetable: Timetable) -> list[SessionFact]:
    """Topics over the blocks, so that a path's sessions hardly ever overlap. Round tables first: they need the booths."""
    placed = [(path, topic, block_of(p, t)) for p, path in enumerate(words.paths) for t, topic in enumerate(path.topics)]
    placed.sort(key=lambda row: (row[2], row[1].format != "table-ronde"))
    makers = SessionMaker(words, everybody, timetable)
    return [makers.session(path, topic, block) for path, topic, block in placed]


def block_of(path: int, topic: int) -> int:
    n_blocks = len(HOURS)
    return (topic + path) % n_blocks if topic < n_blocks else (3 * path + topic) % n_blocks


class SessionMaker:
    def __init__(self, words: Words, everybody: Sequence[Member], timetable: Timetable) -> None:
        self.words, self.everybody, self.timetable = words, everybody, timetable
        self.chance: random.Random = timetable.chance
        self.descriptions = {row.format: row.text for row in words.texts.descriptions}
        self.made = 0

    def session(self, path: TopicPath, topic: Topic, block: int) -> SessionFact:
        self.made += 1
        place, block_taken, capacity = self.place_for(topic, block)
        crew = self.crew(topic, block_taken)
        people = tuple(appearance(member, role) for member, role in crew)
        spoken = self.spoken(topic)
        return SessionFact(
            where=topic.where,
            code=code_of(path, topic),
            title=topic.title,
            summary=topic.summary,
            description=self.descriptions[topic.format],
            format=topic.format,
            paths=(path.letter, *self.second_path(path)),
            goals=tuple(f"sdg/{goal}" for goal in self.goals(path, topic)),
            spoken=spoken,
            interpreted=INTERPRETED if topic.format == "table-ronde" else (),
            audience=round(capacity * 0.7) if capacity else None,
            publication=self.chance.choice(("all", "all", "text", "none", "")),
            people=people,
            organisations=self.organisations(crew),
            place=place,
            notes=self.notes(topic, crew),
        )

    def place_for(self, topic: Topic, block: int) -> tuple[PlaceFact, int | None, int | None]:
        """A few sessions have no hour yet, or nothing at all: pages must show that well."""
        if topic.format == "autogeree" and self.made % 9 == 0:
            day, _ = self.timetable.start_of(block)
            return PlaceFact(day=day, site="la-filature", part=self.chance.choice(("morning", "afternoon", ""))), None, None
        if topic.format == "rencontre" and self.made % 7 == 0:
            return PlaceFact(), None, None
        room = self.timetable.take_room(block, topic.format)
        return self.timetable.place(block, room.slug, topic.format), block, room.capacity

    def crew(self, topic: Topic, block: int | None) -> list[tuple[Member, str]]:
        roles = CREWS[topic.format]
        abroad = [member for member in self.everybody if member.country != "FR"]
        home = [member for member in self.everybody if member.country == "FR"]
        n_abroad = sum(self.chance.random() < 0.4 for role in roles if role == "speaker")
        drawn = self.timetable.draw(block, home, len(roles) - n_abroad) + self.timetable.draw(block, abroad, n_abroad)
        return list(zip(drawn, roles_in_order(roles), strict=False))

    def spoken(self, topic: Topic) -> tuple[str, ...]:
        own = [code for code in topic.title if code not in INTERPRETED]
        if "fr" in topic.summary and topic.title.get("fr") in (topic.title.get("eu"), topic.title.get("es")):
            return ("eu",) if "eu" in topic.title else ("es",)
        if own:
            return ("fr", *own)
        draw = self.chance.random()
        return ("en",) if draw < 0.06 else ("es",) if draw < 0.1 else ("fr", "en") if draw < 0.2 else ("fr",)

    def second_path(self, path: TopicPath) -> tuple[str, ...]:
        others = [other.letter for other in self.words.paths if other.letter != path.letter]
        return (self.chance.choice(others),) if self.chance.random() < 0.12 else ()

    def goals(self, path: TopicPath, topic: Topic) -> Sequence[str]:
        return path.goals if topic.format == "table-ronde" else path.goals[: self.chance.choice((0, 1, 1, 2))]

    def organisations(self, crew: Sequence[tuple[Member, str]]) -> tuple[InvolvementFact, ...]:
        """The lead person's organisation leads; every third session a partner of the forum with it."""
        first = crew[0][0].organisation
        partner = organisation_slug(self.chance.choice(self.words.cast.partners))
        both = (first, partner) if self.chance.random() < 0.33 and partner != first else (first,)
        return tuple(InvolvementFact(organisation=slug, role="lead") for slug in both)

    def notes(self, topic: Topic, crew: Sequence[tuple[Member, str]]) -> tuple[NoteFact, ...]:
        """A rapporteur's note on every third round table; one in four of them is not published yet."""
        if topic.format != "table-ronde" or self.made % 3:
            return ()
        rapporteur = next((member.slug for member, role in crew if role == "rapporteur"), "")
        body: Text = self.chance.choice(self.words.texts.notes)
        return (NoteFact(body=body, rapporteur=rapporteur, is_published=self.made % 4 != 0),)


def roles_in_order(roles: Sequence[str]) -> list[str]:
    """Whoever speaks comes last: that is where people from abroad were drawn."""
    return sorted(roles, key=lambda role: role == "speaker")


def appearance(member: Member, role: str) -> AppearanceFact:
    return AppearanceFact(
        person=member.slug, role=role, capacity=dict(member.capacity), organisation=member.organisation, country=member.country
    )


def code_of(path: TopicPath, topic: Topic) -> str:
    words = slugify(next(iter(topic.title.values())).replace("'", " "))
    return f"{path.letter.lower()}-{words[:LENGTH_OF_CODE].rsplit('-', 1)[0] if len(words) > LENGTH_OF_CODE else words}"
