GRANT maraude_doors TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA doors TO maraude_doors;
SET ROLE maraude_doors;

-- A code that two associations chose alike opens neither: nobody is led to strangers.
CREATE FUNCTION doors.access_link(wanted bytea, of_kind text)
RETURNS TABLE (org_id bigint, subject_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT min(link.org_id), (array_agg(link.subject_id))[1] FROM orgs_accesslink link
    WHERE link.digest = wanted AND link.kind = of_kind AND link.revoked_at IS NULL
      AND (link.expires_at IS NULL OR link.expires_at > now())
    HAVING count(*) = 1
$$;

REVOKE ALL ON FUNCTION doors.access_link(bytea, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doors.access_link(bytea, text) TO maraude_app;
RESET ROLE;
REVOKE maraude_doors FROM CURRENT_USER;
