-- As before, but for names that are no day: which condition is looked at first is the planner's
-- choice, so that other tables' names were read as days now and then.
CREATE OR REPLACE FUNCTION drop_prediction_days(before timestamptz) RETURNS integer
LANGUAGE plpgsql AS $$
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
      AND CASE WHEN c.relname ~ '^prediction_log_[0-9]{8}$'
        THEN to_date(right(c.relname, 8), 'YYYYMMDD') + 1 <= (before AT TIME ZONE 'UTC')
        ELSE false END
    ORDER BY c.relname
  LOOP
    EXECUTE format('DROP TABLE %I', name);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END
$$;
