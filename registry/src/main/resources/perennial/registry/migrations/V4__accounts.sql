CREATE TABLE users (
  name text PRIMARY KEY CHECK (name ~ '^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$'),
  password_algorithm text NOT NULL,
  password_iterations integer NOT NULL CHECK (password_iterations >= 1),
  password_salt bytea NOT NULL CHECK (octet_length(password_salt) >= 16),
  password_hash bytea NOT NULL CHECK (octet_length(password_hash) >= 32),
  must_change_password boolean NOT NULL,
  created_at timestamptz NOT NULL
);

-- Failures since the last success, of any name that was tried: whether a user of that name exists
-- must not show.
CREATE TABLE sign_in_failures (
  name text PRIMARY KEY,
  failures integer NOT NULL CHECK (failures >= 1),
  last_failed_at timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_age ON sign_in_failures (last_failed_at);

-- Tokens and keys are stored as SHA-256 only.
CREATE TABLE sessions (
  token_sha256 bytea PRIMARY KEY CHECK (octet_length(token_sha256) = 32),
  user_name text NOT NULL REFERENCES users (name) ON DELETE CASCADE,
  started_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_name);
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE api_keys (
  key_sha256 bytea PRIMARY KEY CHECK (octet_length(key_sha256) = 32),
  name text NOT NULL CHECK (name <> ''),
  scope text NOT NULL CHECK (scope <> ''),
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  revoked_at timestamptz
);
CREATE INDEX api_keys_name ON api_keys (name);
