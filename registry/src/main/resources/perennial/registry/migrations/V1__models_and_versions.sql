-- One row of itself: says in exports which registry a version came from.
CREATE TABLE installation (
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  created_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation DEFAULT VALUES;

-- What is written once and never changed, also not by a program with a bug.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TABLE models (
  name text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  -- Taken and raised under the row's lock: numbers are consecutive.
  latest_version bigint NOT NULL CHECK (latest_version >= 1),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE versions (
  model text NOT NULL REFERENCES models (name),
  version bigint NOT NULL CHECK (version >= 1),
  family text NOT NULL CHECK (family <> ''),
  artifact bytea NOT NULL CHECK (octet_length(artifact) BETWEEN 1 AND 67108864),
  artifact_sha256 text NOT NULL,
  provenance jsonb NOT NULL CHECK (jsonb_typeof(provenance) = 'object'),
  metrics jsonb NOT NULL CHECK (jsonb_typeof(metrics) = 'object'),
  -- json, not jsonb: the order of parameters is part of the report.
  report json NOT NULL,
  goldens bytea NOT NULL,
  registered_at timestamptz NOT NULL DEFAULT now(),
  registered_by text NOT NULL CHECK (registered_by <> ''),
  PRIMARY KEY (model, version),
  CONSTRAINT artifact_is_hashed CHECK (artifact_sha256 = encode(sha256(artifact), 'hex'))
);
-- An artifact is compressed already or tiny.
ALTER TABLE versions ALTER COLUMN artifact SET STORAGE EXTERNAL;

CREATE TRIGGER versions_are_immutable BEFORE UPDATE OR DELETE ON versions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER versions_are_kept BEFORE TRUNCATE ON versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
