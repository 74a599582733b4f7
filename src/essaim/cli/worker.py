"""`essaim worker`: background jobs, one at a time."""

import signal

import click

from essaim.cli.console import out, set_up_django


@click.command()
@click.option("--until-empty", is_flag=True, help="End when no job is due.")
@click.option("--lifeline", type=int, hidden=True, help="A pipe that closes when the supervisor is gone.")
def worker(until_empty: bool, lifeline: int | None) -> None:
    """Run background jobs. SIGTERM lets the running job finish (30 seconds at most, then it is handed back)."""
    set_up_django()
    from essaim.cli.process import follow
    from essaim.desk.worker import Station

    station = Station()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _sent, _frame: station.stop())
    if lifeline is not None:
        follow(lifeline)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    ran = station.work(until_empty=until_empty)
    if until_empty:
        out.print(f"{ran} jobs run.")
