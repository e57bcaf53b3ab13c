GRANT maraude_doors TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA doors TO maraude_doors;
SET ROLE maraude_doors;

CREATE OR REPLACE FUNCTION doors.memberships(wanted bigint)
RETURNS TABLE (org_id bigint, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT membership.org_id, membership.role FROM orgs_membership membership
    WHERE membership.user_id = wanted AND membership.is_active
      AND (membership.opens_at IS NULL OR membership.opens_at <= now())
    ORDER BY membership.created_at
$$;

RESET ROLE;
REVOKE maraude_doors FROM CURRENT_USER;
