-- What may be done before a tenant is known. Each function does one thing, runs as maraude_doors (which passes only
-- through the policies opened to it by name) and is granted to the one role that needs it.
GRANT maraude_doors TO CURRENT_USER;
GRANT SELECT (session_key, session_data, expire_date) ON django_session TO maraude_doors;
GRANT CREATE, USAGE ON SCHEMA doors TO maraude_doors;
SET ROLE maraude_doors;

CREATE FUNCTION doors.channel_account(wanted text)
RETURNS TABLE (org_id bigint, account_id uuid, channel text, sealed_secret bytea, wrapped_index_key bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT account.org_id, account.id, account.channel, account.sealed_secret, key.wrapped
    FROM ingest_channelaccount account
    JOIN orgs_organisationkey key ON key.org_id = account.org_id AND key.purpose = 'index'
    WHERE account.key = wanted AND account.is_active
$$;

-- The first gateway of the day brings a key; everybody gets the one that was stored.
CREATE FUNCTION doors.envelope_key(org bigint, day date, proposed_id uuid, proposed bytea)
RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found_key bytea;
BEGIN
    INSERT INTO ingest_envelopekey (org_id, id, "on", wrapped) VALUES (org, proposed_id, day, proposed)
    ON CONFLICT DO NOTHING;
    SELECT wrapped INTO found_key FROM ingest_envelopekey WHERE org_id = org AND "on" = day;
    RETURN found_key;
END $$;

-- One batch of the gateway: stored once each, queued, and the ids that were new.
CREATE FUNCTION doors.ingest(
    orgs bigint[], ids uuid[], accounts uuid[], event_ids text[], conversations uuid[], kinds text[],
    key_days date[], sealed_events bytea[], danger_levels text[])
RETURNS SETOF uuid LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH given AS (
        SELECT * FROM unnest(orgs, ids, accounts, event_ids, conversations, kinds, key_days, sealed_events,
                             danger_levels)
            AS g (org_id, id, account_id, event_id, conversation_id, kind, key_on, sealed_event, danger_level)
    ), stored AS (
        INSERT INTO ingest_envelope
            (org_id, id, account_id, event_id, conversation_id, kind, key_on, sealed_event, danger_level)
        SELECT org_id, id, account_id, event_id, conversation_id, kind, key_on, sealed_event, danger_level FROM given
        ON CONFLICT DO NOTHING
        RETURNING org_id, id, conversation_id, danger_level
    ), queued AS (
        INSERT INTO ingest_queueitem (org_id, id, conversation_id, attempts, priority)
        SELECT org_id, id, conversation_id, 0, CASE danger_level WHEN 'urgent' THEN 0 WHEN 'immediate' THEN 0 ELSE 1 END
        FROM stored
    )
    SELECT id FROM stored
$$;

-- An alert and the call to the person on duty. One open episode a conversation: its level only rises, and each rise
-- begins a new wave of calls.
CREATE FUNCTION doors.raise_alert(
    org bigint, proposed_id uuid, conversation uuid, envelope uuid, rank smallint, new_kinds text[], new_rules text[],
    of_source text, is_about_other boolean, excerpt bytea, excerpt_key_on date, signal_id uuid, notice_id uuid)
RETURNS uuid LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE alert uuid; alert_rank smallint; alert_state text;
BEGIN
    IF EXISTS (SELECT 1 FROM safety_alertsignal WHERE org_id = org AND envelope_id = envelope AND source = of_source) THEN
        RETURN NULL;
    END IF;
    INSERT INTO safety_alert AS a
        (org_id, id, conversation_id, envelope_id, level_rank, kinds, rules, source, about_other, state, signals,
         sealed_excerpt, key_on, close_reason, escalation_step)
    VALUES (org, proposed_id, conversation, envelope, rank, new_kinds, new_rules, of_source, is_about_other, 'raised', 1,
            excerpt, excerpt_key_on, '', 0)
    ON CONFLICT (org_id, conversation_id) WHERE state <> 'closed' DO UPDATE SET
        signals = a.signals + CASE WHEN a.envelope_id = excluded.envelope_id THEN 0 ELSE 1 END,
        kinds = (SELECT array_agg(DISTINCT k) FROM unnest(a.kinds || excluded.kinds) k),
        rules = (SELECT coalesce(array_agg(DISTINCT r), '{}') FROM unnest(a.rules || excluded.rules) r),
        -- an excerpt is tied to its envelope: they change together or not at all
        envelope_id = CASE WHEN excluded.sealed_excerpt IS NULL AND a.sealed_excerpt IS NOT NULL
            THEN a.envelope_id ELSE excluded.envelope_id END,
        sealed_excerpt = coalesce(excluded.sealed_excerpt, a.sealed_excerpt),
        key_on = coalesce(excluded.key_on, a.key_on),
        state = CASE WHEN excluded.level_rank > a.level_rank THEN 'raised' ELSE a.state END,
        escalation_step = CASE WHEN excluded.level_rank > a.level_rank THEN 0 ELSE a.escalation_step END,
        escalates_at = CASE WHEN excluded.level_rank > a.level_rank THEN NULL ELSE a.escalates_at END,
        level_rank = greatest(a.level_rank, excluded.level_rank)
    RETURNING a.id, a.level_rank, a.state INTO alert, alert_rank, alert_state;
    INSERT INTO safety_alertsignal (org_id, id, alert_id, envelope_id, level_rank, source)
    VALUES (org, signal_id, alert, envelope, rank, of_source) ON CONFLICT DO NOTHING;
    IF alert_state = 'raised' THEN
        INSERT INTO safety_dutynotice (org_id, id, alert_id, wave, step, state, attempts)
        VALUES (org, notice_id, alert, alert_rank, 0, 'queued', 0) ON CONFLICT DO NOTHING;
    END IF;
    PERFORM pg_notify('maraude_live', json_build_object('o', org, 'k', 'alert', 'c', ARRAY[conversation])::text);
    RETURN alert;
END $$;

CREATE FUNCTION doors.api_token(wanted bytea)
RETURNS TABLE (org_id bigint, token_id uuid, user_id bigint, scopes jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT token.org_id, token.id, token.user_id, token.scopes FROM orgs_apitoken token
    WHERE token.digest = wanted AND token.revoked_at IS NULL
$$;

CREATE FUNCTION doors.organisations()
RETURNS TABLE (id bigint, slug text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT organisation.id, organisation.slug, organisation.name FROM orgs_organisation organisation ORDER BY id
$$;

CREATE FUNCTION doors.session(wanted text) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT session_data FROM django_session WHERE session_key = wanted AND expire_date > now()
$$;

CREATE FUNCTION doors.memberships(wanted bigint)
RETURNS TABLE (org_id bigint, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT membership.org_id, membership.role FROM orgs_membership membership
    WHERE membership.user_id = wanted AND membership.is_active ORDER BY membership.created_at
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA doors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION doors.channel_account(text) TO maraude_gateway, maraude_app;
GRANT EXECUTE ON FUNCTION doors.envelope_key(bigint, date, uuid, bytea) TO maraude_gateway;
GRANT EXECUTE ON FUNCTION doors.ingest(bigint[], uuid[], uuid[], text[], uuid[], text[], date[], bytea[], text[])
    TO maraude_gateway;
GRANT EXECUTE ON FUNCTION doors.raise_alert(
    bigint, uuid, uuid, uuid, smallint, text[], text[], text, boolean, bytea, date, uuid, uuid)
    TO maraude_gateway, maraude_jobs;
GRANT EXECUTE ON FUNCTION doors.api_token(bytea) TO maraude_app;
GRANT EXECUTE ON FUNCTION doors.organisations() TO maraude_jobs;
GRANT EXECUTE ON FUNCTION doors.session(text) TO maraude_gateway;
GRANT EXECUTE ON FUNCTION doors.memberships(bigint) TO maraude_gateway;
RESET ROLE;
-- the owner keeps no way through these policies; a later migration that changes a function grants itself again
REVOKE maraude_doors FROM CURRENT_USER;
