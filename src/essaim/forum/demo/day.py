from datetime import date

from django.utils import timezone

from essaim.forum.demo.errors import DemoError


def demo_day(written: str) -> date | None:
    """The second day of the fictional edition: `today`, a date, or nothing (its own fixed days stand)."""
    if not written:
        return None
    if written == "today":
        return timezone.localdate()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise DemoError(where="ESSAIM_DEMO_DATE", field="ESSAIM_DEMO_DATE", value=written, code="not_a_demo_date") from None
