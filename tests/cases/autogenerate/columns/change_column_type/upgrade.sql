-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN active TYPE boolean USING active::boolean,
    ALTER COLUMN amount DROP DEFAULT,
    ALTER COLUMN amount TYPE integer USING amount::integer,
    ALTER COLUMN amount SET DEFAULT 1,
    ALTER COLUMN at TYPE timestamp with time zone,
    ALTER COLUMN id TYPE bigint,
    ALTER COLUMN tag TYPE text[] USING ARRAY[tag];
