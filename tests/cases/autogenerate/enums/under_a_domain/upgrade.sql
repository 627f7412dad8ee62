-- deed:upgrade
-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE d RENAME TO d_replaced;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'y': change those rows before.
ALTER TYPE e RENAME TO e_replaced;

CREATE TYPE e AS ENUM ('x', 'z');

CREATE DOMAIN d AS e
    CONSTRAINT d_check CHECK ((VALUE <> 'x'::e));

ALTER TABLE t
    ALTER COLUMN a TYPE d USING a::text::d,
    ALTER COLUMN b TYPE d[] USING b::text[]::d[];

DROP TYPE d_replaced;
DROP TYPE e_replaced;
