-- deed:upgrade
-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE d RENAME TO d_replaced;

CREATE DOMAIN d AS text COLLATE "C" DEFAULT 'y'::text NOT NULL
    CONSTRAINT c CHECK ((VALUE <> 'z'::text));

ALTER TABLE t
    ALTER COLUMN a TYPE d USING a::text::d,
    ALTER COLUMN b TYPE d[] USING b::text[]::d[],
    ALTER COLUMN c TYPE d USING c::text::d;

DROP TYPE d_replaced;
