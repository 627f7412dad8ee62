-- deed:downgrade
ALTER TABLE item ALTER COLUMN added SET STORAGE EXTENDED;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN added TYPE character varying(10),
    ALTER COLUMN changed TYPE text,
    ALTER COLUMN gone TYPE text,
    ALTER COLUMN kept TYPE text,
    ALTER COLUMN removed TYPE text;

ALTER TABLE item ALTER COLUMN kept SET COMPRESSION pglz;
ALTER TABLE item ALTER COLUMN changed SET STORAGE EXTERNAL;
ALTER TABLE item ALTER COLUMN gone SET STORAGE EXTERNAL;
ALTER TABLE item ALTER COLUMN kept SET STORAGE EXTERNAL;
ALTER TABLE item ALTER COLUMN removed SET STORAGE MAIN;
