from __future__ import annotations

from django.db import migrations

from maraude.apps.tenancy.walls import raise_wall


class Migration(migrations.Migration):
    """The wall around reports; their register is never emptied by a page."""

    dependencies = [("safety", "0005_safeguarding")]
    operations = [raise_wall("safety_safeguardingreport", rights="SELECT, INSERT, UPDATE")]
