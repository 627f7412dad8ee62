-- deed:upgrade
ALTER TABLE item
    ALTER COLUMN at TYPE timestamp without time zone,
    ALTER COLUMN code TYPE text,
    ALTER COLUMN code SET DEFAULT 'none'::text,
    ALTER COLUMN price TYPE numeric(12,2);
