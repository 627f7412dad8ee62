-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN at TYPE timestamp(0) without time zone,
    ALTER COLUMN code TYPE character varying(10),
    ALTER COLUMN code SET DEFAULT 'none'::character varying,
    ALTER COLUMN price TYPE numeric(8,2);
