"""schema.org: every session is there, what is unknown is not said, and the text may stand in a page."""

import json
from dataclasses import replace

from essaim.forum.interchange import write_jsonld
from essaim.forum.interchange.jsonld import session_jsonld
from tests.forum.interchange.example import FORUM, OPENING


def told(language: str = "fr") -> dict:
    return json.loads(write_jsonld(FORUM, language=language).data)


def test_every_session_is_there() -> None:
    edition = told()

    assert (edition["@context"], edition["@type"], edition["name"]) == ("https://schema.org", "Event", "Forum d'exemple")
    assert [event["identifier"] for event in edition["subEvent"]] == [str(session.guid) for session in FORUM.sessions]
    assert (edition["startDate"], edition["location"]["address"]) == ("2025-10-29", "Melliville, FR")


def test_session_in_full() -> None:
    opening = told()["subEvent"][0]

    assert opening["startDate"] == "2025-10-29T09:00:00+01:00"
    assert opening["location"] == {
        "@type": "Place",
        "name": "Salle 1",
        "containedInPlace": {"@type": "Place", "name": "Palais", "address": "1 rue d'Exemple"},
    }
    assert [person["name"] for person in opening["performer"]] == ["Ana Fictive", "Beto Inventé"]
    assert opening["performer"][0]["affiliation"]["name"] == "Ville | d'Exemple"
    assert (opening["inLanguage"], opening["keywords"], opening["maximumAttendeeCapacity"]) == (["fr", "en"], ["Finance"], 300)


def test_unknown_is_not_said_and_cancelled_is() -> None:
    events = {event["name"]: event for event in told()["subEvent"]}

    assert events["À quelle heure ?"]["startDate"] == "2025-10-31"
    assert "startDate" not in events["Quel jour ?"]
    assert "location" not in events["Où ?"]
    assert events["Annulée"]["eventStatus"].endswith("EventCancelled")


def test_session_alone_names_its_edition() -> None:
    event = json.loads(session_jsonld(FORUM, OPENING, language="en"))

    assert (event["name"], event["superEvent"]["name"]) == ("Opening", "Sample forum")
    assert "subEvent" not in event["superEvent"]


def test_text_may_stand_in_a_page_and_holds_no_mail() -> None:
    data = write_jsonld(FORUM).data

    assert not set(b"<>&") & set(data)
    assert b"dora@" not in data
    assert "Ouverture & <accueil>" in {event["name"] for event in told()["subEvent"]}


def test_session_of_unknown_languages_claims_none_not_even_its_editions() -> None:
    known, unknown = (json.loads(session_jsonld(FORUM, one)) for one in (OPENING, replace(OPENING, spoken=())))

    assert "inLanguage" in known["superEvent"]
    assert "inLanguage" not in unknown
    assert "inLanguage" not in unknown["superEvent"]
