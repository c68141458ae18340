-- Of predictions like a row's this share is logged: 0.1 where it is one in ten, 1 where it is each, as
-- of failures. Null in rows of before: nobody knows any more. Old rows are not looked at.
ALTER TABLE prediction_log ADD COLUMN logged_share double precision;
ALTER TABLE prediction_log ADD CONSTRAINT prediction_log_logged_share_check
  CHECK (logged_share > 0 AND logged_share <= 1) NOT VALID;
