-- Windows read what was bought in some days, and the last day that anything is known of. Beside the
-- ids, as days do not part the events.
CREATE INDEX events_sales_day ON events (day)
  WHERE type IN ('PURCHASE', 'SUBSCRIPTION_RENEWAL', 'RETURN');

-- The window that a line of a thread is about; none for acts outside of any, and for lines of before.
ALTER TABLE alert_notes
  ADD COLUMN period text CHECK (period IN ('DAY', 'WEEK')),
  ADD COLUMN start date,
  ADD CHECK ((period IS NULL) = (start IS NULL));
