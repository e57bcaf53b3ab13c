GRANT maraude_doors TO CURRENT_USER;
GRANT CREATE, USAGE ON SCHEMA doors TO maraude_doors;
SET ROLE maraude_doors;

-- The doors that the listener keeps a line for: no secret, and nothing of whose they are.
CREATE FUNCTION doors.listening_accounts(channels text[])
RETURNS TABLE (key text, outbound_url text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT account.key, account.outbound_url FROM ingest_channelaccount account
    WHERE account.channel = ANY (channels) AND account.is_active ORDER BY account.created_at, account.id
$$;

REVOKE ALL ON FUNCTION doors.listening_accounts(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doors.listening_accounts(text[]) TO maraude_gateway;
RESET ROLE;
REVOKE maraude_doors FROM CURRENT_USER;
