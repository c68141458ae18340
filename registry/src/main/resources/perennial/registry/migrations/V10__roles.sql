-- Until now every user could do everything.
ALTER TABLE users ADD COLUMN role text NOT NULL DEFAULT 'admin'
  CHECK (role IN ('viewer', 'engineer', 'admin'));
ALTER TABLE users ALTER COLUMN role DROP DEFAULT;
ALTER TABLE users ADD COLUMN disabled_at timestamptz;
