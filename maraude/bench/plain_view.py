"""The comparator: a plain Django view that checks the signature, encrypts and stores the same row, by gunicorn."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, JsonResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bench",  # noqa: S106 - signs nothing
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["127.0.0.1"],
    MIDDLEWARE=["django.middleware.common.CommonMiddleware"],  # sets Content-Length
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": os.environ["BENCH_DB_HOST"],
            "USER": os.environ["BENCH_DB_USER"],
            "NAME": os.environ["BENCH_DB_NAME"],
            "CONN_MAX_AGE": None,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

from django.db import models  # noqa: E402 - after the settings

from maraude.channels.envelope import seal_event  # noqa: E402
from maraude.channels.generic.parse import parse  # noqa: E402
from maraude.channels.generic.signature import check_signature  # noqa: E402
from maraude.lib.ids import derived_uuid, uuid7  # noqa: E402

_KEY, _SECRET = bytes.fromhex(os.environ["BENCH_KEY"]), os.environ["BENCH_SECRET"]


class BenchRow(models.Model):
    """The same columns as an envelope."""

    id = models.UUIDField(primary_key=True)
    org_id = models.BigIntegerField()
    account_id = models.UUIDField()
    event_id = models.CharField(max_length=200)
    conversation_id = models.UUIDField()
    kind = models.CharField(max_length=24)
    received_at = models.DateTimeField()
    key_on = models.DateField()
    sealed_event = models.BinaryField()
    danger_level = models.CharField(max_length=10)

    objects: models.Manager[BenchRow] = models.Manager()

    class Meta:
        app_label = "bench"
        db_table = "bench_row"
        managed = False


def store(request: HttpRequest, rest: str) -> JsonResponse:
    """Check, encrypt, insert, answer."""
    del rest
    now = datetime.now(UTC)
    is_ours = check_signature(
        secret=_SECRET,
        timestamp=request.headers.get("X-Maraude-Timestamp", ""),
        signature=request.headers.get("X-Maraude-Signature", ""),
        signed=request.body,
        at=now,
    )
    if not is_ours:
        return JsonResponse({}, status=401)
    event = parse(request.body, at=now).events[0]
    row_id = uuid7()
    BenchRow.objects.create(
        id=row_id,
        org_id=1,
        account_id=row_id,
        event_id=event.event_id,
        conversation_id=derived_uuid(_KEY, event.conversation.id),
        kind=event.kind,
        received_at=now,
        key_on=now.date(),
        sealed_event=seal_event(_KEY, event, org_id=1, envelope_id=row_id, on=now.date()),
        danger_level="none",
    )
    return JsonResponse({"accepted": 1, "duplicates": 0})


urlpatterns = [path("in/<path:rest>", store)]
application = get_wsgi_application()
