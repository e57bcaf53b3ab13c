from __future__ import annotations

from maraude.apps.orgs.models.access_link import AccessLink, LinkKind
from maraude.apps.orgs.models.account_request import AccountRequest, RequestKind
from maraude.apps.orgs.models.api_token import ApiToken
from maraude.apps.orgs.models.duty import DutyPerson
from maraude.apps.orgs.models.membership import Membership, Role
from maraude.apps.orgs.models.organisation import Organisation, OrganisationKey, Team
from maraude.apps.orgs.models.user import User

__all__ = [
    "AccessLink",
    "AccountRequest",
    "ApiToken",
    "DutyPerson",
    "LinkKind",
    "Membership",
    "Organisation",
    "OrganisationKey",
    "RequestKind",
    "Role",
    "Team",
    "User",
]
