"""The request as our views receive it: signed in, with an organisation."""

from __future__ import annotations

from django.http import HttpRequest

from maraude.apps.orgs.models import Membership, Organisation, User


class StaffRequest(HttpRequest):
    """A request of a member of staff, inside a transaction of their organisation."""

    user: User
    membership: Membership
    organisation: Organisation
