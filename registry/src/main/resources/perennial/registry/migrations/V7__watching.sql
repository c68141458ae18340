-- What was computed when a version was trained and is read beside it: the reference of its drift
-- measures, what its page draws.
CREATE TABLE version_attachments (
  model text NOT NULL,
  version bigint NOT NULL,
  name text NOT NULL CHECK (name ~ '^[a-z][a-z0-9-]{0,62}$'),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 67108864),
  PRIMARY KEY (model, version, name),
  FOREIGN KEY (model, version) REFERENCES versions (model, version)
);
CREATE TRIGGER version_attachments_are_immutable BEFORE UPDATE OR DELETE ON version_attachments
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER version_attachments_are_kept BEFORE TRUNCATE ON version_attachments
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Measured windows. Lists read the plain columns, one window's page its report.
CREATE TABLE monitoring_windows (
  model text NOT NULL,
  period text NOT NULL CHECK (period IN ('DAY', 'WEEK')),
  start date NOT NULL,
  version bigint NOT NULL,
  measured_at timestamptz NOT NULL,
  predictions bigint NOT NULL CHECK (predictions >= 0),
  customers bigint NOT NULL CHECK (customers >= 0),
  warnings integer NOT NULL CHECK (warnings >= 0),
  alarms integer NOT NULL CHECK (alarms >= 0),
  report json NOT NULL,
  PRIMARY KEY (model, period, start, version),
  FOREIGN KEY (model, version) REFERENCES versions (model, version)
);

-- Each window's measures by feature and segment, for lines over time.
CREATE TABLE monitoring_measures (
  model text NOT NULL,
  period text NOT NULL,
  feature text NOT NULL,
  dimension text NOT NULL,
  value text NOT NULL,
  start date NOT NULL,
  version bigint NOT NULL,
  customers bigint NOT NULL,
  statistic double precision NOT NULL,
  psi double precision,
  psi_null_95 double precision,
  mean double precision,
  effect_on_clv double precision,
  verdict text NOT NULL,
  PRIMARY KEY (model, period, feature, dimension, value, start, version),
  FOREIGN KEY (model, period, start, version)
    REFERENCES monitoring_windows (model, period, start, version) ON DELETE CASCADE
);
CREATE INDEX monitoring_measures_window ON monitoring_measures (model, period, start, version);

-- What became of a version's predictions, as known on a day.
CREATE TABLE accuracy_reports (
  model text NOT NULL,
  version bigint NOT NULL,
  as_of date NOT NULL,
  measured_at timestamptz NOT NULL,
  report json NOT NULL,
  PRIMARY KEY (model, version, as_of),
  FOREIGN KEY (model, version) REFERENCES versions (model, version)
);
CREATE INDEX accuracy_reports_newest ON accuracy_reports (model, as_of DESC, version DESC);

-- One row a thread; a thread that comes back soon is opened again.
CREATE TABLE alerts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL,
  version bigint NOT NULL,
  feature text NOT NULL CHECK (feature <> ''),
  role text NOT NULL,
  dimension text NOT NULL,
  value text NOT NULL,
  -- The worst since it was opened.
  severity text NOT NULL CHECK (severity IN ('WARNING', 'ALARM')),
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  -- The newest window that shows it.
  period text NOT NULL CHECK (period IN ('DAY', 'WEEK')),
  start date NOT NULL,
  -- In how many consecutive windows, up to that one: seen, and seen as an alarm.
  windows integer NOT NULL CHECK (windows >= 1),
  alarms integer NOT NULL CHECK (alarms >= 0),
  -- In that window, over the threshold of an alarm.
  size double precision NOT NULL CHECK (size >= 0),
  what text NOT NULL,
  suggestion text NOT NULL,
  acknowledged_by text NOT NULL DEFAULT '',
  muted_until timestamptz,
  training_run bigint,
  challenger bigint,
  resolved_at timestamptz
);
CREATE UNIQUE INDEX alerts_thread ON alerts (model, feature, dimension, value)
  WHERE resolved_at IS NULL;
CREATE INDEX alerts_past ON alerts (model, feature, dimension, value, id DESC);
CREATE INDEX alerts_newest ON alerts (model, id DESC);
CREATE INDEX alerts_unresolved ON alerts (id DESC) WHERE resolved_at IS NULL;
CREATE INDEX alerts_run ON alerts (training_run) WHERE training_run IS NOT NULL;

CREATE TABLE alert_notes (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert bigint NOT NULL REFERENCES alerts (id),
  at timestamptz NOT NULL,
  actor text NOT NULL CHECK (actor <> ''),
  what text NOT NULL CHECK (what <> ''),
  detail text NOT NULL
);
CREATE INDEX alert_notes_thread ON alert_notes (alert, id);

-- How many events of each kind came on a day of the ledger's time zone. Servers add what they
-- counted since they last did.
CREATE TABLE event_quality (
  day date NOT NULL,
  kind text NOT NULL CHECK (kind <> ''),
  events bigint NOT NULL CHECK (events >= 0),
  PRIMARY KEY (day, kind)
);
