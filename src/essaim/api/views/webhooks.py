"""Webhooks and their log. The secret is in the one answer that makes it."""

from django.http import Http404, HttpRequest
from ninja import Query, Router, Status

from essaim.api import doors
from essaim.api.access import Key, access_of
from essaim.api.paging import Asked, Listed, Window, listed
from essaim.api.schemas.common import Trouble
from essaim.api.schemas.office import DeliveryOut, WebhookIn, WebhookMadeOut, WebhookOut
from essaim.desk.actions.webhook import add_webhook, remove_webhook, replay_delivery
from essaim.desk.models import Delivery, Webhook
from essaim.desk.queries.webhook import deliveries_of, webhooks_of

router = Router(tags=["Webhooks"])
READS, WRITES = Key("webhooks:read"), Key("webhooks:write")
REFUSED = {401: Trouble, 403: Trouble, 404: Trouble}
WRONG = {**REFUSED, 409: Trouble, 422: Trouble}


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
    return listed(request, deliveries_of(hook_in(request, edition, pk), asked.state), asked, delivery_out)


def hook_in(request: HttpRequest, edition: str, pk: int) -> Webhook:
    hook = webhooks_of(doors.team(access_of(request), edition).edition).filter(pk=pk).first()
    if hook is None:
        raise Http404(f"no webhook {pk} for this key")
    return hook


@router.post("/editions/{edition}/webhooks", response={201: WebhookMadeOut, **WRONG}, auth=WRITES, summary="Add a webhook")
def add(request: HttpRequest, edition: str, given: WebhookIn) -> Status[WebhookMadeOut]:
    """Keep the secret: it signs what is sent, and is told here alone. For the team. Scope: webhooks:write."""
    access = access_of(request)
    found = doors.team(access, edition).edition
    made = add_webhook(scope=found, url=given.url, events=given.events, by=access.account)
    return Status(201, WebhookMadeOut(**webhook_out(made).model_dump(), secret=made.secret))


@router.delete("/editions/{edition}/webhooks/{pk}", response={204: None, **WRONG}, auth=WRITES, summary="Take a webhook away")
def take_away(request: HttpRequest, edition: str, pk: int) -> Status[None]:
    """With its log. For the team. Scope: webhooks:write."""
    remove_webhook(hook=hook_in(request, edition, pk), by=access_of(request).account)
    return Status(204, None)


@router.post(
    "/editions/{edition}/webhooks/{pk}/deliveries/{delivery}/replay",
    response={201: DeliveryOut, **WRONG},
    auth=WRITES,
    summary="Say an event again",
)
def replay(request: HttpRequest, edition: str, pk: int, delivery: int) -> Status[DeliveryOut]:
    """The same event under the same id, marked as a replay. For the team. Scope: webhooks:write."""
    row = hook_in(request, edition, pk).deliveries.select_related("webhook", "replays").filter(pk=delivery).first()
    if row is None:
        raise Http404(f"no delivery {delivery} for this key")
    return Status(201, delivery_out(replay_delivery(delivery=row, by=access_of(request).account)))


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
