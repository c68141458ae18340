-- Customer histories at an observation end, from the lines of one bucket of customers.
--
-- This one text runs on DuckDB and on Spark SQL. What differs is outside it: the relation
-- bucket_lines (customer, day, amount, order_id, kind) and the function
-- days_between(later, earlier). kind is 0 for a purchase and 1 for a refund, whose amount is
-- negative or zero. ${observation_end}, ${holdout_end} and ${recent_start} are replaced by dates.
WITH purchase_days AS (
  SELECT customer, day, SUM(amount) AS amount
  FROM bucket_lines
  WHERE kind = 0 AND day <= DATE '${holdout_end}'
  GROUP BY customer, day
),
customers AS (
  SELECT
    customer,
    MIN(day) AS first_day,
    MAX(CASE WHEN day <= DATE '${observation_end}' THEN day END) AS last_day,
    COUNT(CASE WHEN day <= DATE '${observation_end}' THEN 1 END) AS days,
    COUNT(CASE WHEN day > DATE '${observation_end}' THEN 1 END) AS holdout_days,
    COUNT(CASE WHEN day > DATE '${recent_start}' AND day <= DATE '${observation_end}' THEN 1 END)
      AS recent_days,
    SUM(CASE WHEN day <= DATE '${observation_end}' THEN amount ELSE 0 END) AS total,
    MIN_BY(amount, day) AS first_total
  FROM purchase_days
  GROUP BY customer
  HAVING MIN(day) <= DATE '${observation_end}'
),
-- A refund is known from its own day on: later ones do not reach back before the observation end.
refunds AS (
  SELECT customer, day, order_id, SUM(amount) AS amount, COUNT(*) AS refund_lines
  FROM bucket_lines
  WHERE kind = 1 AND day <= DATE '${observation_end}'
  GROUP BY customer, day, order_id
),
refunders_days AS (
  SELECT customer, day, order_id
  FROM bucket_lines
  WHERE kind = 0
    AND day <= DATE '${observation_end}'
    AND customer IN (SELECT customer FROM refunds)
  GROUP BY customer, day, order_id
),
first_days AS (
  SELECT customer, MIN(day) AS first_day FROM refunders_days GROUP BY customer
),
second_days AS (
  SELECT d.customer, MIN(d.day) AS second_day
  FROM refunders_days d
  JOIN first_days f ON f.customer = d.customer
  WHERE d.day > f.first_day
  GROUP BY d.customer
),
-- The purchase day of the refund's own order; the latest one when the order has several.
own_days AS (
  SELECT
    r.customer,
    r.day,
    r.order_id,
    COALESCE(MAX(CASE WHEN d.day <= r.day THEN d.day END), MIN(d.day)) AS own_day
  FROM refunds r
  JOIN refunders_days d ON d.customer = r.customer AND d.order_id = r.order_id
  GROUP BY r.customer, r.day, r.order_id
),
-- Without an own order, a refund belongs to the latest purchase day at or before it: to the first
-- day until the second one comes, to a repeat day from then on, to nothing before the first.
assigned AS (
  SELECT
    r.customer,
    r.amount,
    r.refund_lines,
    CASE
      WHEN o.own_day IS NOT NULL THEN 1
      WHEN r.day >= f.first_day THEN 1
      ELSE 0
    END AS matched,
    CASE
      WHEN o.own_day IS NOT NULL THEN CASE WHEN o.own_day = f.first_day THEN 1 ELSE 0 END
      WHEN s.second_day IS NULL OR r.day < s.second_day THEN 1
      ELSE 0
    END AS on_first
  FROM refunds r
  JOIN first_days f ON f.customer = r.customer
  LEFT JOIN second_days s ON s.customer = r.customer
  LEFT JOIN own_days o
    ON o.customer = r.customer AND o.day = r.day AND o.order_id = r.order_id
),
netted AS (
  SELECT
    customer,
    SUM(CASE WHEN on_first = 1 THEN amount ELSE 0 END) AS first_refund,
    SUM(CASE WHEN on_first = 0 THEN amount ELSE 0 END) AS repeat_refund,
    SUM(refund_lines) AS matched_lines
  FROM assigned
  WHERE matched = 1
  GROUP BY customer
),
-- Every customer known at the observation end has a purchase day that a later refund belongs to.
holdout_values AS (
  SELECT customer, SUM(amount) AS amount
  FROM bucket_lines
  WHERE kind <= 1 AND day > DATE '${observation_end}' AND day <= DATE '${holdout_end}'
  GROUP BY customer
)
SELECT
  c.customer,
  CAST(c.days - 1 AS INT) AS repeat_purchases,
  CAST(days_between(c.last_day, c.first_day) AS INT) AS recency,
  CAST(days_between(DATE '${observation_end}', c.first_day) AS INT) AS age,
  CAST(c.holdout_days AS INT) AS holdout_purchases,
  CAST(c.recent_days
    - CASE WHEN c.first_day > DATE '${recent_start}' THEN 1 ELSE 0 END AS INT) AS recent_purchases,
  CAST(c.first_total + COALESCE(n.first_refund, 0) AS DOUBLE) AS first_spend,
  CAST(c.total - c.first_total + COALESCE(n.repeat_refund, 0) AS DOUBLE) AS repeat_spend,
  CAST(COALESCE(n.matched_lines, 0) AS INT) AS matched_refund_lines,
  CAST(COALESCE(h.amount, 0) AS DOUBLE) AS holdout_spend
FROM customers c
LEFT JOIN netted n ON n.customer = c.customer
LEFT JOIN holdout_values h ON h.customer = c.customer
