from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """The wall around the register of requests."""

    dependencies = [("privacy", "0003_requests")]
    operations = [raise_wall("privacy_rightsrequest", rights="SELECT, INSERT, UPDATE")]
