-- What a model serves. The live row is the one with the highest sequence.
CREATE TABLE deployments (
  model text NOT NULL REFERENCES models (name),
  sequence bigint NOT NULL CHECK (sequence >= 1),
  champion_version bigint NOT NULL,
  challenger_version bigint CHECK (challenger_version <> champion_version),
  -- NaN is above 1 to PostgreSQL.
  challenger_share double precision NOT NULL CHECK (challenger_share BETWEEN 0 AND 1),
  shadow_version bigint,
  actor text NOT NULL CHECK (actor <> ''),
  reason text NOT NULL CHECK (char_length(reason) <= 1000 AND btrim(reason) <> ''),
  deployed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (model, sequence),
  FOREIGN KEY (model, champion_version) REFERENCES versions (model, version),
  FOREIGN KEY (model, challenger_version) REFERENCES versions (model, version),
  FOREIGN KEY (model, shadow_version) REFERENCES versions (model, version),
  CHECK (challenger_version IS NOT NULL OR challenger_share = 0)
);

CREATE TRIGGER deployments_are_immutable BEFORE UPDATE OR DELETE ON deployments
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deployments_are_kept BEFORE TRUNCATE ON deployments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION announce_deployment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('perennial_deployments', NEW.model);
  RETURN NULL;
END
$$;
CREATE TRIGGER deployments_are_announced AFTER INSERT ON deployments
  FOR EACH ROW EXECUTE FUNCTION announce_deployment();

-- The latest word of each server about each model.
CREATE TABLE serving_reports (
  server text NOT NULL CHECK (server <> ''),
  model text NOT NULL,
  deployment_sequence bigint NOT NULL CHECK (deployment_sequence >= 0),
  serving_version bigint NOT NULL CHECK (serving_version >= 0),
  state text NOT NULL CHECK (state IN ('LOADING', 'READY', 'FAILED')),
  detail text NOT NULL,
  reported_at timestamptz NOT NULL,
  -- By the database's clock: clocks of servers differ.
  received_at timestamptz NOT NULL,
  PRIMARY KEY (server, model)
);
CREATE INDEX serving_reports_received ON serving_reports (received_at);
