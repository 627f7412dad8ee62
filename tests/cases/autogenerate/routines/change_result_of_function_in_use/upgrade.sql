-- deed:upgrade
ALTER TABLE item DROP CONSTRAINT item_doubled;
DROP INDEX item_doubled_idx;
DROP POLICY large ON item;
ALTER TABLE item ALTER COLUMN n DROP DEFAULT;
DROP VIEW shown;
ALTER TABLE item DROP COLUMN twice;
DROP FUNCTION doubled(integer);

CREATE FUNCTION doubled(n integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n * 2::bigint$function$;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE item ADD COLUMN twice bigint GENERATED ALWAYS AS (doubled(id)) STORED;

ALTER TABLE item ALTER COLUMN n SET DEFAULT doubled(4);

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE item ADD CONSTRAINT item_doubled CHECK (doubled(id) > 0) NOT VALID;

-- Nobody can write into the table while the index is built: what runs code of somebody's making is not built concurrently, outside of the guard.
CREATE INDEX item_doubled_idx ON item (doubled(id));

CREATE VIEW shown AS
 SELECT doubled(item.id) AS doubled
   FROM item;

CREATE POLICY large ON item USING ((doubled(id) > 5));
COMMENT ON VIEW shown IS 'what is shown';

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE item VALIDATE CONSTRAINT item_doubled;
