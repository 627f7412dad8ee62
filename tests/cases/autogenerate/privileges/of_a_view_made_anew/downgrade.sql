-- deed:downgrade
DROP VIEW shown;

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item ALTER COLUMN name TYPE character varying(9);

CREATE VIEW shown AS
 SELECT item.id,
    item.name
   FROM item;

COMMENT ON COLUMN shown.name IS 'its name';
ALTER VIEW shown ALTER COLUMN name SET DEFAULT 'none'::character varying;
GRANT DELETE, SELECT (id) ON TABLE shown TO pg_monitor;
GRANT DELETE ON TABLE shown TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE (name) ON TABLE shown TO PUBLIC;
