from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import open_to_doors, open_to_jobs, raise_wall


class Migration(migrations.Migration):
    """Row-level security on every table of this app, before its first row."""

    dependencies = [("safety", "0001_initial")]
    operations = [
        raise_wall("safety_alert"),
        raise_wall("safety_alertsignal"),
        raise_wall("safety_dutynotice"),
        open_to_jobs("safety_dutynotice"),
        open_to_jobs("safety_alert", commands=("SELECT",)),
        open_to_doors("safety_alert", commands=("SELECT", "INSERT", "UPDATE")),
        open_to_doors("safety_alertsignal", commands=("SELECT", "INSERT")),
        open_to_doors("safety_dutynotice", commands=("SELECT", "INSERT")),
    ]
