from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Structure(models.Model):
    """A place or an organisation of the public directory, shared by all associations, written only by an import.

    `published` is the row as its publisher wrote it (data·inclusion v1); the other columns are read from it.
    """

    id = models.CharField(max_length=200, primary_key=True)
    source = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, blank=True)  # core/structure_type: mission_locale, paej…
    insee = models.CharField(max_length=5, blank=True)
    updated_on = models.DateField()  # by its publisher, not by us
    is_fictional = models.BooleanField()
    flags = ArrayField(models.CharField(max_length=30))  # what was found wrong and kept
    published = models.JSONField()
    digest = models.BinaryField()  # of all the above: an import that changes nothing writes nothing
    loaded_at = models.DateTimeField()
    held = models.JSONField(default=dict)  # new values by field, kept out until somebody has called
    absences = models.PositiveSmallIntegerField(default=0)  # editions of its publisher that no longer list it, in a row
    absent_on = models.DateField(null=True)
    gone_on = models.DateField(null=True)  # after several of them: never proposed again, still found
