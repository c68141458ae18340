-- What holds for the whole ledger, from its first event on.
CREATE TABLE ledger_terms (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  time_zone text NOT NULL CHECK (time_zone <> ''),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE TRIGGER ledger_terms_are_immutable BEFORE UPDATE OR DELETE ON ledger_terms
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What customers did. Ids are compared byte by byte, whatever the database's language.
CREATE TABLE events (
  event_id text COLLATE "C" NOT NULL,
  customer_id text COLLATE "C" NOT NULL,
  occurred_at timestamptz NOT NULL,
  -- Of occurred_at, in the ledger's time zone.
  day date NOT NULL,
  type text COLLATE "C" NOT NULL,
  amount numeric NOT NULL CHECK (amount >= 0),
  currency text NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  channel text NOT NULL,
  device text NOT NULL,
  market text NOT NULL,
  category text NOT NULL,
  feature text NOT NULL,
  PRIMARY KEY (event_id)
) PARTITION BY HASH (event_id);
CREATE INDEX events_customer ON events (customer_id, occurred_at);
CREATE INDEX events_order ON events (customer_id, order_id) WHERE order_id <> '';

-- Sums of a customer's events by day.
CREATE TABLE customer_days (
  customer_id text COLLATE "C" NOT NULL,
  day date NOT NULL,
  -- Above 0 on a purchase day.
  purchases integer NOT NULL CHECK (purchases >= 0),
  value numeric NOT NULL,
  -- Costs and returns of this day whose order is not known: they lower the latest purchase day at or
  -- before this one.
  lowered numeric NOT NULL,
  -- Returns, of whatever day, of orders that were bought on this day.
  order_lowered numeric NOT NULL,
  PRIMARY KEY (customer_id, day)
) PARTITION BY HASH (customer_id);

-- The state of each customer, derived from the two above.
CREATE TABLE customers (
  customer_id text COLLATE "C" NOT NULL,
  -- 0 while the first events of the customer are being recorded; never seen from outside.
  revision bigint NOT NULL DEFAULT 0,
  purchase_days integer NOT NULL DEFAULT 0,
  first_purchase_day date,
  last_purchase_day date,
  first_day_value numeric NOT NULL DEFAULT 0,
  repeat_value numeric NOT NULL DEFAULT 0,
  unmatched numeric NOT NULL DEFAULT 0,
  first_event_at timestamptz,
  first_event_day date,
  last_event_at timestamptz,
  first_visit_at timestamptz,
  first_purchase_at timestamptz,
  -- Of the earliest event that names each; its time and id decide which one that is.
  channel text NOT NULL DEFAULT '',
  channel_at timestamptz,
  channel_event text COLLATE "C",
  device text NOT NULL DEFAULT '',
  device_at timestamptz,
  device_event text COLLATE "C",
  market text NOT NULL DEFAULT '',
  market_at timestamptz,
  market_event text COLLATE "C",
  category text NOT NULL DEFAULT '',
  category_at timestamptz,
  category_event text COLLATE "C",
  -- Type of the latest renewal or cancellation.
  subscription text NOT NULL DEFAULT '',
  subscription_at timestamptz,
  subscription_event text COLLATE "C",
  -- Returns that name an order, matched or not.
  order_returns integer NOT NULL DEFAULT 0,
  -- How many events of each type.
  event_counts jsonb NOT NULL DEFAULT '{}',
  calculated_at timestamptz,
  PRIMARY KEY (customer_id)
) PARTITION BY HASH (customer_id);

-- Of all customers: a customer that was erased and readmitted continues above its old revisions.
CREATE SEQUENCE customer_revisions;

DO $$
BEGIN
  FOR i IN 0..7 LOOP
    EXECUTE format('CREATE TABLE events_%1$s PARTITION OF events
      FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)', i);
    EXECUTE format('CREATE TABLE customer_days_%1$s PARTITION OF customer_days
      FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)
      WITH (fillfactor = 80)', i);
    EXECUTE format('CREATE TABLE customers_%1$s PARTITION OF customers
      FOR VALUES WITH (MODULUS 8, REMAINDER %1$s)
      WITH (fillfactor = 70)', i);
  END LOOP;
END
$$;

-- Erased customers are known by HMAC-SHA-256 of their id with this key, and by nothing else. Two
-- random UUIDs have 244 random bits.
CREATE TABLE erasure_key (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  key bytea NOT NULL CHECK (octet_length(key) = 32)
);
INSERT INTO erasure_key (key)
  VALUES (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));

CREATE TABLE erased_customers (
  id_hmac bytea PRIMARY KEY CHECK (octet_length(id_hmac) = 32),
  erased_at timestamptz NOT NULL,
  -- Since when events are taken again; NULL while they are refused.
  readmitted_at timestamptz
);

-- Customers by where they came from and when they first bought, as last counted.
CREATE TABLE cohort_counts (
  channel text NOT NULL,
  market text NOT NULL,
  device text NOT NULL,
  first_week date NOT NULL,
  buyers bigint NOT NULL,
  visitors bigint NOT NULL,
  repeat_purchases bigint NOT NULL,
  first_day_value numeric NOT NULL,
  repeat_value numeric NOT NULL,
  PRIMARY KEY (channel, market, device, first_week)
);
CREATE TABLE cohorts_counted (
  only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
  counted_at timestamptz NOT NULL
);
