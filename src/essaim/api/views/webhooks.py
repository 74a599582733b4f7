"""The log of the webhooks. They are added and changed on their pages, where the secret is shown."""

from django.http import Http404, HttpRequest
from ninja import Query, Router

from essaim.api import doors
from essaim.api.access import Key, access_of
from essaim.api.paging import Asked, Listed, Window, listed
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import DeliveryOut, WebhookOut
from essaim.desk.models import Delivery, Webhook
from essaim.desk.queries.webhook import deliveries_of, webhooks_of

router = Router(tags=["Webhooks"])
READS = Key("webhooks:read")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}


class DeliveriesAsked(Asked):
    state: str = ""


@router.get("/editions/{edition}/webhooks", response={200: Listed[WebhookOut], **REFUSED}, auth=READS, summary="Webhooks")
def list_webhooks(request: HttpRequest, edition: str, asked: Query[Asked]) -> Window[WebhookOut]:
    """For the team; secrets are in no answer. Scope: webhooks:read."""
    return listed(request, webhooks_of(doors.team(access_of(request), edition).edition), asked, webhook_out)


def webhook_out(row: Webhook) -> WebhookOut:
    return WebhookOut(
        id=row.pk,
        url=row.url,
        events=row.events,
        is_active=row.is_active,
        off_reason=row.off_reason,
        failures=row.failures,
        deliveries={state: number for state in Delivery.State.values if (number := getattr(row, f"n_{state}", 0))},
    )


@router.get(
    "/editions/{edition}/webhooks/{pk}/deliveries", response={200: Listed[DeliveryOut], **REFUSED}, auth=READS, summary="A webhook's log"
)
def list_deliveries(request: HttpRequest, edition: str, pk: int, asked: Query[DeliveriesAsked]) -> Window[DeliveryOut]:
    """The newest first: what was said, what came back, how long it took. Scope: webhooks:read."""
    hook = webhooks_of(doors.team(access_of(request), edition).edition).filter(pk=pk).first()
    if hook is None:
        raise Http404(f"no webhook {pk}")
    return listed(request, deliveries_of(hook, asked.state), asked, delivery_out)


def delivery_out(row: Delivery) -> DeliveryOut:
    return DeliveryOut(
        id=row.pk,
        event=row.event,
        event_id=row.event_id,
        payload=row.payload,
        state=row.state,
        attempts=row.attempts,
        status=row.status,
        answer=row.answer,
        duration_ms=row.duration_ms,
        created_at=row.created_at,
        tried_at=row.tried_at,
        next_attempt_at=row.next_attempt_at,
        replays=row.replays_id,
    )
