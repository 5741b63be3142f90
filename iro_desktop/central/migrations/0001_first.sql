-- The first schema. Run as iro_owner, in schema iro, in one transaction. Never edited once released.
--
-- The service connects as iro_app, which owns nothing and bypasses nothing. Row-level security is the
-- second wall behind the service's own filter: what a transaction may see follows from who it says it is
-- (iro.person, iro.device) and what for (iro.purpose), set by SET LOCAL semantics in each transaction.

CREATE TABLE council (
    one bool PRIMARY KEY DEFAULT true CHECK (one),
    id text NOT NULL,
    name text NOT NULL,
    import_name text NOT NULL,
    public_key text NOT NULL,
    service_key text NOT NULL,
    service_certificate text NOT NULL,
    deposit_key text NOT NULL,
    deposit_certificate text NOT NULL
);

-- One growing number for the council. Taken only under the council's advisory lock (see sequencer.py):
-- otherwise 100 may be seen before 99. Each epoch starts where no revision of an earlier one can be.
CREATE SEQUENCE revision;
CREATE TABLE epoch (
    number bigint PRIMARY KEY,
    restored_to bigint NOT NULL,
    began_at timestamptz NOT NULL DEFAULT now(),
    why text NOT NULL
);
INSERT INTO epoch (number, restored_to, why) VALUES (1, 0, 'the first');

CREATE TABLE person (
    id text PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('iro', 'manager', 'support', 'office')),
    revision bigint NOT NULL,
    added_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE TABLE allocation (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id text NOT NULL REFERENCES person,
    child_id text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    given_revision bigint NOT NULL,
    ended_revision bigint,
    given_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON allocation (person_id, child_id);
CREATE INDEX ON allocation (child_id);

CREATE TABLE enrolment (
    enrolment_key text PRIMARY KEY,
    device_id text NOT NULL UNIQUE,
    person_id text NOT NULL REFERENCES person,
    council_signature text NOT NULL,
    seal text NOT NULL,
    expires text NOT NULL,
    expires_at timestamptz NOT NULL,
    device_key text,
    used_at timestamptz
);
CREATE TABLE device (
    id text PRIMARY KEY,
    person_id text NOT NULL REFERENCES person,
    device_key text NOT NULL,
    certificate jsonb NOT NULL,
    incarnations int NOT NULL DEFAULT 0,
    enrolled_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz,
    revoked_why text
);
-- Nonces outlive no crash and need not: a laptop whose nonce is gone is given another.
CREATE UNLOGGED TABLE nonce (
    nonce text PRIMARY KEY,
    expires_at timestamptz NOT NULL
);

-- What a device signed at once, changes of one scope: its signature is over `leaves`, the SHA-256 of each change
-- in it, one after the other. A change is proved by its place in one; each knows only the scope's own.
CREATE SEQUENCE bundle_id;
CREATE TABLE bundle (
    id bigint PRIMARY KEY,
    device text NOT NULL,
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    signature text NOT NULL,
    leaves bytea NOT NULL
);

-- Every change ever accepted, as its device signed it. Nothing updates or deletes it but a lawful erasure,
-- which takes the body and leaves its hash, so that the audit chain still verifies.
CREATE TABLE log (
    revision bigint PRIMARY KEY,
    change_id text NOT NULL UNIQUE,
    device text NOT NULL,
    sequence bigint NOT NULL,
    person_id text NOT NULL,
    record_id text NOT NULL,
    kind text NOT NULL,
    scope_kind text NOT NULL CHECK (scope_kind IN ('child', 'council', 'person')),
    scope_id text NOT NULL,
    body bytea,
    body_hash text NOT NULL,
    bundle bigint NOT NULL REFERENCES bundle,
    place smallint NOT NULL,
    answer jsonb NOT NULL,
    passed_over jsonb NOT NULL DEFAULT '[]',
    unseen jsonb NOT NULL DEFAULT '[]',
    proposed bool NOT NULL DEFAULT false,
    received_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (device, sequence)
);
CREATE INDEX ON log (scope_kind, scope_id, revision);
CREATE INDEX ON log (record_id, revision);

-- Each record as its changes have left it. `body` keeps every field, known here or not.
CREATE TABLE record (
    record_id text PRIMARY KEY,
    kind text NOT NULL,
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    review_id text NOT NULL DEFAULT '',
    body jsonb NOT NULL,
    standing jsonb NOT NULL,
    deleted bool NOT NULL,
    revision bigint NOT NULL,
    alone bigint  -- the one change that all of it comes from, where there is but one: a page says no more of it
);
CREATE INDEX ON record (scope_kind, scope_id, record_id);
CREATE INDEX ON record (review_id) WHERE review_id <> '';

CREATE TABLE set_aside (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    body_hash text NOT NULL,
    device text NOT NULL,
    person_id text NOT NULL,
    change_id text NOT NULL,
    sequence bigint,
    body bytea NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (device, body_hash)
);
CREATE TABLE deposit (
    id text PRIMARY KEY,
    device text NOT NULL,
    person_id text NOT NULL,
    sha256 text NOT NULL,
    body bytea NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    accepted_at timestamptz,
    accepted_by text REFERENCES person,
    UNIQUE (device, sha256)
);

-- By scope, so that nobody learns from an upload whether another child has the same letter.
CREATE TABLE blob (
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    sha256 text NOT NULL,
    size bigint NOT NULL,
    received bigint NOT NULL,
    complete bool NOT NULL DEFAULT false,
    PRIMARY KEY (scope_kind, scope_id, sha256)
);
CREATE TABLE blob_part (
    scope_kind text NOT NULL,
    scope_id text NOT NULL,
    sha256 text NOT NULL,
    start bigint NOT NULL,
    data bytea NOT NULL,
    PRIMARY KEY (scope_kind, scope_id, sha256, start)
);

CREATE TABLE read_log (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    person_id text NOT NULL,
    device text NOT NULL,
    child_id text NOT NULL,
    why text NOT NULL,
    revision bigint NOT NULL
);
CREATE INDEX ON read_log (child_id, at);

-- The chain: each row's hash is over the row before and its own subject, which names bodies by their hashes.
CREATE TABLE audit (
    number bigint PRIMARY KEY,
    at text NOT NULL,
    what text NOT NULL,
    subject jsonb NOT NULL,
    previous text NOT NULL,
    hash text NOT NULL
);

-- Who is asking ------------------------------------------------------------------------------------------

CREATE FUNCTION me() RETURNS text LANGUAGE sql STABLE
    RETURN coalesce(current_setting('iro.person', true), '');
CREATE FUNCTION my_device() RETURNS text LANGUAGE sql STABLE
    RETURN coalesce(current_setting('iro.device', true), '');
CREATE FUNCTION purpose() RETURNS text LANGUAGE sql STABLE
    RETURN coalesce(current_setting('iro.purpose', true), '');

CREATE FUNCTION is_manager() RETURNS bool LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM person WHERE id = me() AND role = 'manager' AND ended_at IS NULL) $$;

-- What everybody may know of everybody: who words are from. The office's own import is nobody.
CREATE FUNCTION colleagues() RETURNS TABLE (id text, name text, role text, revision bigint)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$ SELECT id, name, role, revision FROM person WHERE role <> 'office' AND me() <> '' ORDER BY id $$;

-- The children whose records this transaction may touch: those allocated today; while applying (nothing of
-- that is shown to the laptop) also those once allocated; while opening, the one a manager has named.
CREATE FUNCTION my_children() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        SELECT child_id FROM allocation JOIN person ON person.id = person_id
        WHERE person_id = me() AND ended_at IS NULL
          AND ((starts_on <= current_date AND (ends_on IS NULL OR ends_on > current_date))
               OR purpose() = 'apply')
        UNION
        SELECT current_setting('iro.opened', true) WHERE purpose() = 'open' AND is_manager()
    $$;

-- What the service has to know about ids that it may not see: never more than these columns, never a body.
CREATE FUNCTION whose_records(ids text[]) RETURNS TABLE (record_id text, kind text, scope_kind text, scope_id text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$ SELECT record_id, kind, scope_kind, scope_id FROM record WHERE record.record_id = ANY (ids) $$;

CREATE FUNCTION known_changes(ids text[], devices text[], sequences bigint[])
    RETURNS TABLE (change_id text, device text, sequence bigint, body_hash text, answer jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        SELECT change_id, device, sequence, body_hash, answer FROM log WHERE log.change_id = ANY (ids)
        UNION
        SELECT change_id, device, sequence, body_hash, answer FROM log
        WHERE split_part(log.device, '.', 1) = my_device()
          AND log.device = ANY (devices) AND log.sequence = ANY (sequences)
    $$;

CREATE FUNCTION last_sequence(of_device text) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        SELECT greatest(
            (SELECT max(sequence) FROM log WHERE device = of_device),
            (SELECT max(sequence) FROM set_aside WHERE device = of_device), 0)
    $$;

CREATE FUNCTION head() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$ SELECT coalesce(max(revision), 0) FROM log $$;

CREATE FUNCTION device_named(asked text)
    RETURNS TABLE (person_id text, role text, device_key text, revoked bool, incarnations int)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        SELECT device.person_id, person.role, device_key,
               revoked_at IS NOT NULL OR person.ended_at IS NOT NULL, incarnations
        FROM device JOIN person ON person.id = device.person_id WHERE device.id = asked
    $$;

CREATE FUNCTION new_incarnation() RETURNS int LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$ UPDATE device SET incarnations = incarnations + 1 WHERE id = my_device() RETURNING incarnations $$;

-- Only what never became whole goes; the caller may see the scope, or nothing happens.
CREATE FUNCTION forget_blob(of_kind text, of_scope text, hash text) RETURNS void
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        DELETE FROM blob_part USING blob
        WHERE blob.scope_kind = of_kind AND blob.scope_id = of_scope AND blob.sha256 = hash AND NOT complete
          AND blob_part.scope_kind = of_kind AND blob_part.scope_id = of_scope AND blob_part.sha256 = hash
          AND (of_kind = 'council' OR (of_kind = 'person' AND of_scope = me())
               OR of_scope IN (SELECT my_children()));
        DELETE FROM blob
        WHERE scope_kind = of_kind AND scope_id = of_scope AND sha256 = hash AND NOT complete
          AND (of_kind = 'council' OR (of_kind = 'person' AND of_scope = me())
               OR of_scope IN (SELECT my_children()));
    $$;

CREATE FUNCTION certificates_of(ids text[]) RETURNS TABLE (certificate jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$ SELECT certificate FROM device WHERE id = ANY (ids) ORDER BY id $$;

CREATE FUNCTION enrolment_for(key text)
    RETURNS TABLE (device_id text, person_id text, person_name text, council_signature text, seal text,
                   expires text, expired bool, device_key text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        SELECT device_id, enrolment.person_id, person.name, council_signature, seal, expires,
               expires_at <= now() OR person.ended_at IS NOT NULL, device_key
        FROM enrolment JOIN person ON person.id = enrolment.person_id WHERE enrolment_key = key
    $$;

-- Uses a code up, once: for an unused, unexpired enrolment the device is made; anything else does nothing.
CREATE FUNCTION enrol(key text, new_device_key text, new_certificate jsonb) RETURNS bool
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = iro, pg_temp
    AS $$
        WITH used AS (
            UPDATE enrolment SET device_key = new_device_key, used_at = now()
            WHERE enrolment_key = key AND used_at IS NULL AND expires_at > now()
            RETURNING device_id, person_id
        ), made AS (
            INSERT INTO device (id, person_id, device_key, certificate)
            SELECT device_id, person_id, new_device_key, new_certificate FROM used RETURNING id
        )
        SELECT EXISTS (SELECT FROM made)
    $$;

-- The walls ------------------------------------------------------------------------------------------------

DO $$
DECLARE one text;
BEGIN
    FOREACH one IN ARRAY ARRAY['council', 'epoch', 'person', 'allocation', 'enrolment', 'device', 'nonce', 'log',
                               'record', 'set_aside', 'deposit', 'blob', 'blob_part', 'read_log', 'audit', 'bundle'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', one);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', one);
        EXECUTE format('CREATE POLICY office ON %I TO iro_owner USING (true) WITH CHECK (true)', one);
    END LOOP;
    -- The expression stands in each policy itself, so that the subquery runs once a statement, not once a row.
    FOREACH one IN ARRAY ARRAY['log', 'bundle', 'record', 'blob', 'blob_part'] LOOP
        EXECUTE format($policy$
            CREATE POLICY scope ON %I TO iro_app
            USING (me() <> '' AND (
                scope_kind = 'council'
                OR (scope_kind = 'person' AND scope_id = me())
                OR (scope_kind = 'child' AND scope_id IN (SELECT my_children()))))
        $policy$, one);
    END LOOP;
END $$;

CREATE POLICY own ON log AS RESTRICTIVE FOR INSERT TO iro_app
    WITH CHECK (person_id = me() AND split_part(device, '.', 1) = my_device() AND purpose() = 'apply');
CREATE POLICY own ON bundle AS RESTRICTIVE FOR INSERT TO iro_app
    WITH CHECK (split_part(device, '.', 1) = my_device() AND purpose() = 'apply');
CREATE POLICY applying ON record AS RESTRICTIVE FOR INSERT TO iro_app WITH CHECK (purpose() = 'apply');
CREATE POLICY applying_again ON record AS RESTRICTIVE FOR UPDATE TO iro_app USING (purpose() = 'apply');
CREATE POLICY known ON council TO iro_app USING (true);
CREATE POLICY known ON epoch TO iro_app USING (true);
CREATE POLICY any_nonce ON nonce TO iro_app USING (true);
CREATE POLICY own ON person TO iro_app USING (id = me() OR is_manager());
CREATE POLICY own ON allocation TO iro_app USING (person_id = me() OR is_manager());
CREATE POLICY own ON set_aside TO iro_app USING (person_id = me());
CREATE POLICY managers ON set_aside FOR SELECT TO iro_app USING (is_manager());
CREATE POLICY own ON deposit TO iro_app USING (person_id = me() AND split_part(device, '.', 1) = my_device());
CREATE POLICY own ON read_log FOR INSERT TO iro_app WITH CHECK (person_id = me());
CREATE POLICY append ON audit FOR INSERT TO iro_app WITH CHECK (true);
CREATE POLICY follow ON audit FOR SELECT TO iro_app USING (true);

GRANT USAGE ON SCHEMA iro TO iro_app;
GRANT USAGE ON SEQUENCE revision, bundle_id TO iro_app;
GRANT SELECT ON council, epoch, person, allocation, log, bundle, record, set_aside, deposit, blob, blob_part TO iro_app;
GRANT SELECT, INSERT, DELETE ON nonce TO iro_app;
GRANT INSERT ON log, bundle, record, set_aside, deposit, blob, blob_part, read_log, audit TO iro_app;
GRANT UPDATE (body, standing, deleted, revision, review_id, alone) ON record TO iro_app;
GRANT UPDATE (received, complete) ON blob TO iro_app;
GRANT SELECT (number, hash) ON audit TO iro_app;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA iro FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA iro TO iro_app;
