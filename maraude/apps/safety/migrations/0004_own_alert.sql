GRANT maraude_doors TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA doors TO maraude_doors;
SET ROLE maraude_doors;

-- An alert raised by the pages: the same rule as at the door, in the tenant of the transaction and in no other.
CREATE FUNCTION doors.raise_own_alert(
    proposed_id uuid, conversation uuid, message uuid, rank smallint, new_kinds text[], new_rules text[],
    of_source text, is_about_other boolean, signal_id uuid, notice_id uuid)
RETURNS uuid LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT doors.raise_alert(
        nullif(current_setting('app.tenant', true), '')::bigint, proposed_id, conversation, message, rank, new_kinds,
        new_rules, of_source, is_about_other, NULL, NULL, signal_id, notice_id)
$$;

REVOKE ALL ON FUNCTION doors.raise_own_alert(uuid, uuid, uuid, smallint, text[], text[], text, boolean, uuid, uuid)
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doors.raise_own_alert(uuid, uuid, uuid, smallint, text[], text[], text, boolean, uuid, uuid)
    TO maraude_app;
RESET ROLE;
REVOKE maraude_doors FROM CURRENT_USER;
