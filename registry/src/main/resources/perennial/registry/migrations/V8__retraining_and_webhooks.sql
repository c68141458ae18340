-- What the trainer's worker does, from the request to the outcome. Times are the database's: clocks
-- of workers differ.
CREATE TABLE training_runs (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  model text NOT NULL CHECK (model ~ '^[a-z][a-z0-9-]{0,62}$'),
  state text NOT NULL
    CHECK (state IN ('QUEUED', 'RUNNING', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
  trigger text NOT NULL CHECK (trigger IN ('SCHEDULE', 'ALERT', 'HAND')),
  alert bigint,
  actor text NOT NULL CHECK (actor <> ''),
  reason text NOT NULL CHECK (char_length(reason) <= 1000 AND btrim(reason) <> ''),
  settings json NOT NULL CHECK (json_typeof(settings) = 'object'),
  requested_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  ended_at timestamptz,
  step text NOT NULL DEFAULT '',
  done bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL DEFAULT 0,
  -- Of the worker that has it; its name is new with every claim, so that a stalled one is told from
  -- its own later self.
  worker text,
  heartbeat timestamptz,
  -- How often it was queued again because its worker was gone.
  recoveries integer NOT NULL DEFAULT 0,
  version bigint,
  outcome text NOT NULL DEFAULT '',
  -- How many lines its log has.
  lines bigint NOT NULL DEFAULT 0,
  FOREIGN KEY (model, version) REFERENCES versions (model, version),
  CHECK ((ended_at IS NOT NULL) = (state IN ('SUCCEEDED', 'FAILED', 'CANCELLED'))),
  CHECK ((worker IS NOT NULL AND heartbeat IS NOT NULL) = (state IN ('RUNNING', 'CANCELLING')))
);
CREATE UNIQUE INDEX training_runs_one_a_model ON training_runs (model) WHERE ended_at IS NULL;
CREATE INDEX training_runs_model ON training_runs (model, id);
CREATE UNIQUE INDEX training_runs_version ON training_runs (model, version);

CREATE TABLE training_run_lines (
  run bigint NOT NULL REFERENCES training_runs (id) ON DELETE CASCADE,
  number bigint NOT NULL CHECK (number >= 1),
  at timestamptz NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (run, number)
);

-- Whether a version passed its gates, as last run.
CREATE TABLE version_gates (
  model text NOT NULL,
  version bigint NOT NULL,
  position integer NOT NULL,
  gate text NOT NULL CHECK (gate <> ''),
  outcome text NOT NULL CHECK (outcome IN ('PASSED', 'FAILED', 'NOT_ENOUGH_DATA')),
  finding text NOT NULL,
  evidence json NOT NULL CHECK (json_typeof(evidence) = 'object'),
  ran_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (model, version, gate),
  FOREIGN KEY (model, version) REFERENCES versions (model, version)
);

-- Logged requests answered again by a champion and a candidate.
CREATE TABLE version_replays (
  model text NOT NULL,
  candidate bigint NOT NULL,
  champion bigint NOT NULL,
  report json NOT NULL,
  saved_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (model, candidate, champion),
  FOREIGN KEY (model, candidate) REFERENCES versions (model, version),
  FOREIGN KEY (model, champion) REFERENCES versions (model, version)
);

-- What a model's retraining may do by itself. No row: the default policy.
CREATE TABLE retraining_policies (
  model text PRIMARY KEY CHECK (model ~ '^[a-z][a-z0-9-]{0,62}$'),
  every_days integer NOT NULL CHECK (every_days >= 0),
  on_alert boolean NOT NULL,
  daily_budget integer NOT NULL CHECK (daily_budget >= 0),
  cool_down_hours integer NOT NULL CHECK (cool_down_hours >= 0),
  outcome text NOT NULL CHECK (outcome IN ('NOTHING', 'SHADOW', 'CHALLENGER', 'PROMOTE')),
  -- NaN is above 1 to PostgreSQL.
  challenger_share double precision NOT NULL
    CHECK (challenger_share > 0 AND challenger_share <= 1),
  settings json NOT NULL CHECK (json_typeof(settings) = 'object'),
  set_by text NOT NULL CHECK (set_by <> ''),
  set_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE webhooks (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  url text NOT NULL CHECK (url ~ '^https?://' AND char_length(url) <= 2000),
  -- A secret in the clear: messages are signed with it. Keep it out of logs, pages and copies of
  -- the database that others read.
  secret text NOT NULL CHECK (secret ~ '^whsec_[A-Za-z0-9+/]{32,}={0,2}$'),
  -- Empty for all.
  events text[] NOT NULL,
  enabled boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  created_by text NOT NULL CHECK (created_by <> '')
);

-- The outbox: written in the transaction of what it tells of.
CREATE TABLE webhook_deliveries (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  webhook bigint NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  message_id text NOT NULL UNIQUE,
  event text NOT NULL CHECK (event <> ''),
  body text NOT NULL,
  state text NOT NULL DEFAULT 'PENDING' CHECK (state IN ('PENDING', 'DELIVERED', 'DEAD')),
  -- Counted when it is taken: an attempt that ends with the worker counts too.
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  next_attempt timestamptz DEFAULT now(),
  status integer NOT NULL DEFAULT 0,
  detail text NOT NULL DEFAULT '',
  CHECK ((next_attempt IS NOT NULL) = (state = 'PENDING'))
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_attempt) WHERE state = 'PENDING';
CREATE INDEX webhook_deliveries_webhook ON webhook_deliveries (webhook, id);
CREATE INDEX webhook_deliveries_ended ON webhook_deliveries (created_at) WHERE state <> 'PENDING';

-- The recurring tasks of the workers, as db-scheduler 16 wants them: one worker at a time has each.
CREATE TABLE scheduled_tasks (
  task_name text NOT NULL,
  task_instance text NOT NULL,
  task_data bytea,
  execution_time timestamptz NOT NULL,
  picked boolean NOT NULL,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures integer,
  last_heartbeat timestamptz,
  version bigint NOT NULL,
  priority smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_last_heartbeat ON scheduled_tasks (last_heartbeat);
