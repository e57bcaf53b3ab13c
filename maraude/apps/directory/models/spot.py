from __future__ import annotations

from django.db import models

from maraude.apps.directory.models.service import Service


class Spot(models.Model):
    """Where a service stands on the plane of one of its themes or of its kind of structure: shared, read only.

    Each theme has its own plane, a thousand degrees from the next one (files/spots): the nearest services of a theme
    are then the nearest points, which one index gives in order whatever the size of the directory.
    """

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    x = models.FloatField()
    y = models.FloatField()
