from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """A ledger: lines are added, never changed, and go with their person."""

    dependencies = [("people", "0006_consent")]
    operations = [raise_wall("people_consent", rights="SELECT, INSERT, DELETE")]
