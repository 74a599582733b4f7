"""Work in the background: for whoever asked for it, and who runs the site."""

from tests.rights.row import LOGGED_IN, TEAM, Row
from tests.rights.world import World


def job(world: World) -> list[object]:
    return [world.key("job")]


ROWS: dict[str, Row] = {
    "desk:second_factor": Row(allowed=LOGGED_IN, ok=(200, 302), why="Whoever has shown one goes on."),
    "desk:jobs": Row(allowed=LOGGED_IN, why="Everybody sees their own."),
    "desk:job": Row(allowed=TEAM, args=job),
    "desk:job_cancel": Row(allowed=TEAM, args=job, get=False, data=lambda _: {"yes": "1"}),
    "desk:job_retry": Row(allowed=TEAM, args=lambda world: [world.key("stopped_job")], get=False, data=lambda _: {"yes": "1"}),
}
