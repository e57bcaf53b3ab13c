from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A deletion that comes before its message only counts for the person who asked for it."""

    dependencies = [("inbox", "0002_walls")]
    operations = [
        migrations.RemoveConstraint(model_name="heldchange", name="held_change_once"),
        migrations.AddField(model_name="heldchange", name="person_id", field=models.UUIDField(null=True)),
        migrations.AddConstraint(
            model_name="heldchange",
            constraint=models.UniqueConstraint(
                fields=("org", "conversation_id", "target", "person_id"), name="held_change_once"
            ),
        ),
    ]
