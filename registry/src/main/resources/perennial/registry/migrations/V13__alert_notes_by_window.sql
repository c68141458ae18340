-- Which alerts were seen in a window: pages mark the windows of a time line by them.
CREATE INDEX alert_notes_window ON alert_notes (start, alert) WHERE start IS NOT NULL;
