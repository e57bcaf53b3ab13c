"""What another policy would have brought, from what one policy did: estimates with intervals, or a refusal."""
