-- One row a logged prediction, in one table for each day of UTC. Rows go by dropping whole days, and
-- by erasing a customer.
CREATE TABLE prediction_log (
  -- A shadow's row has the id of the answer that it is compared with.
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  -- Empty for a request that brought its history.
  customer_id text NOT NULL,
  model text NOT NULL,
  -- 0 when no version answered.
  version bigint NOT NULL CHECK (version >= 0),
  arm text NOT NULL CHECK (arm IN ('CHAMPION', 'CHALLENGER', 'SHADOW')),
  source text NOT NULL CHECK (source IN ('', 'INDIVIDUAL', 'COHORT', 'FALLBACK')),
  -- The input; null when there was none.
  repeat_purchases integer,
  recency double precision,
  age double precision,
  mean_spend double precision,
  -- An object of numbers by name; null when there are none.
  covariates jsonb,
  customer_group text,
  -- The output; null when it failed. The arrays are of one length, in the request's order.
  probability_alive double precision,
  expected_spend double precision,
  horizon_days integer[],
  expected_purchases double precision[],
  clv double precision[],
  latency_micros bigint NOT NULL CHECK (latency_micros >= 0),
  -- OK, or the name of the status that the call ended with.
  status text NOT NULL CHECK (status <> '')
) PARTITION BY RANGE (at);
CREATE INDEX prediction_log_customer ON prediction_log (customer_id, at) WHERE customer_id <> '';
CREATE INDEX prediction_log_model ON prediction_log (model, at);

-- Makes the day's table when there is none. It is made apart and attached, which lets readers and
-- writers of the other days go on; one writer at a time.
CREATE FUNCTION make_prediction_day(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := 'prediction_log_' || to_char(day, 'YYYYMMDD');
BEGIN
  IF to_regclass(name) IS NOT NULL THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('prediction_log'));
  -- By a query, which sees what the writer before committed; to_regclass may remember its no.
  IF EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent = 'prediction_log'::regclass AND c.relname = name) THEN
    RETURN;
  END IF;
  EXECUTE format('CREATE TABLE %I (LIKE prediction_log INCLUDING ALL)', name);
  EXECUTE format('ALTER TABLE prediction_log ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    name, day || ' 00:00:00+00', day + 1 || ' 00:00:00+00');
END
$$;

-- Drops the days that ended at this time or before it; says how many. One process at a time: another
-- one that comes meanwhile drops nothing.
CREATE FUNCTION drop_prediction_days(before timestamptz) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  name text;
  dropped integer := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('prediction_log')) THEN
    RETURN 0;
  END IF;
  FOR name IN
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'prediction_log'::regclass
      AND to_date(right(c.relname, 8), 'YYYYMMDD') + 1 <= (before AT TIME ZONE 'UTC')
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE %I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;
