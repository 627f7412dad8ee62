-- deed:upgrade
ALTER TABLE item ALTER COLUMN gone SET STORAGE EXTENDED;
ALTER TABLE item ALTER COLUMN removed SET STORAGE EXTENDED;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN added TYPE character varying(20),
    ALTER COLUMN changed TYPE character varying(20),
    ALTER COLUMN gone TYPE integer USING gone::integer,
    ALTER COLUMN kept TYPE character varying(20),
    ALTER COLUMN removed TYPE character varying(20);

ALTER TABLE item ALTER COLUMN kept SET COMPRESSION pglz;
ALTER TABLE item ALTER COLUMN added SET STORAGE PLAIN;
ALTER TABLE item ALTER COLUMN changed SET STORAGE MAIN;
ALTER TABLE item ALTER COLUMN kept SET STORAGE EXTERNAL;
