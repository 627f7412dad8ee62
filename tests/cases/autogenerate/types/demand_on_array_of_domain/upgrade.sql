-- deed:upgrade
-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE name_of RENAME TO name_of_replaced;

CREATE DOMAIN name_of AS text NOT NULL
    CONSTRAINT name_of_check CHECK ((VALUE <> ''::text));

ALTER TABLE item ALTER COLUMN names TYPE name_of[] USING names::text[]::name_of[];
DROP TYPE name_of_replaced;
