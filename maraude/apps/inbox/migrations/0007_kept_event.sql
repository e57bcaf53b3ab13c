GRANT maraude_doors TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA doors TO maraude_doors;
GRANT SELECT (org_id, conversation_id, event_id) ON inbox_message TO maraude_doors;
CREATE POLICY doors_select ON inbox_message FOR SELECT TO maraude_doors USING (true);
SET ROLE maraude_doors;

-- Asked of an edit or a deletion in a place that others read: are the words it changes among those we keep?
CREATE FUNCTION doors.kept_event(org bigint, account uuid, conversation uuid, wanted text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM inbox_message m
                   WHERE m.org_id = org AND m.conversation_id = conversation AND m.event_id = wanted)
        OR EXISTS (SELECT FROM ingest_envelope e
                   WHERE e.org_id = org AND e.account_id = account AND e.event_id = wanted)
$$;

REVOKE ALL ON FUNCTION doors.kept_event(bigint, uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doors.kept_event(bigint, uuid, uuid, text) TO maraude_gateway;
RESET ROLE;
REVOKE maraude_doors FROM CURRENT_USER;
