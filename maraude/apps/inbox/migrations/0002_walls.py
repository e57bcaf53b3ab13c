from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import open_to_jobs, raise_wall


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("inbox", "0001_initial")]
    operations = [
        raise_wall("inbox_conversation"),
        raise_wall("inbox_message"),
        raise_wall("inbox_needfound"),
        raise_wall("inbox_outboxitem"),
        raise_wall("inbox_draft"),
        raise_wall("inbox_ratebucket"),
        raise_wall("inbox_heldchange"),
        open_to_jobs("inbox_outboxitem"),
    ]
