"""Every code of a finding has its sentence, and every sentence can be made."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import translation

from essaim.forum.proofread_wording import DOUBTS, SENTENCES, finding_said
from essaim.forum.proofreading import Facts, proofread

SOURCES = Path(__file__).parents[3] / "src" / "essaim" / "forum"


def test_every_code_has_a_sentence():
    library = "".join(path.read_text() for path in (SOURCES / "proofreading").glob("*.py"))
    codes = set(re.findall(r'code="([a-z_]+)"', library)) | set(re.findall(r'said\(match, number, "([a-z_]+)"', library))
    codes |= set(re.findall(r'compared\(\s*"([a-z_]+)"', library))
    assert len(codes) >= 19
    assert codes <= set(SENTENCES)
    queries = (SOURCES / "queries" / "proofreading.py").read_text()
    assert set(re.findall(r'Doubt\("([a-z_]+)"', queries)) == set(DOUBTS)


NOTICES = [
    "mercredi 11 octobre 2024, 31 novembre 2025, du 30 au 28 octobre 2025, à 24 h 30, 14 h – 12 h",
    "5 octobre 2021 : 1:30 Mexico, 10:30 CET, 16:30 Malaysia",
    "Deadline: 15 May 2021 23:59 (GMT-6), Mexico City",
    "Rachid Abidi ouvre. Rachid Abidi répond ; Rachid Abibi conclut. Table ronde trilingue, sans interprétation. Atelier trilingue.",
    "L'économie sociale et solidaire (ESS). Les Entreprises de services spécialisés (ESS) aussi. Lorem ipsum, le le forum",
    "The ESS is there: https:/example.org, write to info@example",
    "12 March 2026: 10:00 New York (EST), 15:00 London, 16:00 Paris; 15 h à Dakar, 18 h à Paris",
    "Sessions en français, anglais et espagnol, sans interprétation. 15 h à Dakar, 18 h à Paris",
]


@pytest.mark.parametrize("reader", ["fr", "en", "es"])
def test_every_sentence_can_be_made_of_its_facts(reader):
    seen = set()
    with translation.override(reader):
        for text in NOTICES:
            for finding in proofread(text, facts=Facts(first_day=date(2025, 10, 29), last_day=date(2025, 10, 31))):
                said = finding_said(finding, reader)
                assert said
                assert "%(" not in said
                assert "None" not in said
                seen.add(finding.code)
    assert len(seen) >= 14, seen
