"""The twenty needs a young person may say they have (domain.md)."""

from __future__ import annotations

from enum import StrEnum


class Need(StrEnum):
    """A need, belonging to a message or an episode, never to a person."""

    HOUSING = "housing"
    EMPLOYMENT = "employment"
    TRAINING = "training"
    GUIDANCE = "guidance"
    MONEY = "money"
    FOOD_EQUIPMENT = "food_equipment"
    MOBILITY = "mobility"
    ADMIN_RIGHTS = "admin_rights"
    JUSTICE = "justice"
    MENTAL_HEALTH = "mental_health"
    HEALTH = "health"
    ADDICTION = "addiction"
    SEXUAL_HEALTH = "sexual_health"
    FAMILY = "family"
    ISOLATION = "isolation"
    DIGITAL = "digital"
    LITERACY = "literacy"
    VIOLENCE = "violence"
    INTERNATIONAL = "international"
    ENTREPRENEURSHIP = "entrepreneurship"
