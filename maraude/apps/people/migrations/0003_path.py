import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import maraude.apps.tenancy.constraints
import maraude.lib.ids


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0005_bond"),
        ("people", "0002_walls"),
        ("inbox", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PathStep",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "org_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "org",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orgs.organisation",
                    ),
                ),
                ("id", models.UUIDField(default=maraude.lib.ids.uuid7)),
                ("person_id", models.UUIDField()),
                ("step", models.CharField(max_length=14)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("conversation_id", models.UUIDField(null=True)),
                ("door", models.CharField(blank=True, max_length=40)),
                ("channel", models.CharField(blank=True, max_length=20)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=["org", "at"],
                        name="path_step_in_period",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("org", "person_id", "step"), name="path_step_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    "met",
                                    "reached",
                                    "spotted",
                                    "bonded",
                                    "engaged",
                                    "oriented",
                                    "received",
                                    "entered",
                                    "sustained_3m",
                                    "sustained_6m",
                                    "declined",
                                    "lost_touch",
                                    "reoriented",
                                    "stopped",
                                ],
                            )
                        ),
                        name="path_step_known",
                    ),
                    maraude.apps.tenancy.constraints.TenantForeignKey(
                        column="person_id", name="path_step_person", on_delete="CASCADE", to="people_person"
                    ),
                    maraude.apps.tenancy.constraints.TenantForeignKey(
                        column="conversation_id",
                        name="path_step_conversation",
                        on_delete="SET NULL",
                        to="inbox_conversation",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="person",
            name="newness",
            field=models.CharField(blank=True, db_default="", default="", max_length=7),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("newness__in", ["", "yes", "no", "unknown"])), name="person_newness_known"
            ),
        ),
    ]
