-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN active TYPE integer USING active::integer,
    ALTER COLUMN amount TYPE text,
    ALTER COLUMN amount SET DEFAULT '1'::text,
    ALTER COLUMN at TYPE timestamp without time zone,
    ALTER COLUMN id TYPE integer,
    ALTER COLUMN tag TYPE text;
