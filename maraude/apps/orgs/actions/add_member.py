from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password

from maraude.apps.audit.actions.record import record
from maraude.apps.orgs.models import DutyPerson, Membership, Role, User


def add_member(
    *,
    org_id: int,
    email: str,
    display_name: str,
    role: Role,
    password: str,
    actor: str,
    on_duty: bool = False,
    vetted_on: date | None = None,
) -> User:
    """Give somebody an account in the current association; `on_duty` puts them last on the list of calls.

    Raises `ValidationError` for a weak password.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        validate_password(password, User(email=email, display_name=display_name))
        user = User.objects.create_user(email, password, display_name=display_name)
    Membership.objects.create(org_id=org_id, user_id=user.id, role=role, vetted_on=vetted_on)
    if on_duty:
        DutyPerson.objects.create(org_id=org_id, user_id=user.id, position=DutyPerson.objects.count())
    record(org_id=org_id, actor=actor, action="member_added", subject_kind="user", subject_id=user.id, reason=role)
    return user
