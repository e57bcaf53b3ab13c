from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import open_to_doors, open_to_jobs, raise_wall


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("ingest", "0001_initial")]
    operations = [
        raise_wall("ingest_channelaccount"),
        raise_wall("ingest_envelope"),
        raise_wall("ingest_envelopekey"),
        raise_wall("ingest_queueitem"),
        open_to_jobs("ingest_queueitem"),
        open_to_doors("ingest_channelaccount", commands=("SELECT",)),
        open_to_doors("ingest_envelope", commands=("SELECT", "INSERT")),
        open_to_doors("ingest_envelopekey", commands=("SELECT", "INSERT")),
        open_to_doors("ingest_queueitem", commands=("INSERT",)),
    ]
