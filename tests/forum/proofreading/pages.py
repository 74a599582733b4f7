"""What a page of proofreading says, in plain words."""

import re


def words(response) -> str:
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode()))
