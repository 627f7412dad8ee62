-- deed:upgrade
DROP VIEW shown;
ALTER TABLE item ALTER COLUMN name TYPE text;

CREATE VIEW shown AS
 SELECT item.id,
    item.name
   FROM item;

COMMENT ON COLUMN shown.name IS 'its name';
ALTER VIEW shown ALTER COLUMN name SET DEFAULT 'none'::text;
GRANT DELETE, SELECT (id) ON TABLE shown TO pg_monitor;
GRANT DELETE ON TABLE shown TO pg_monitor WITH GRANT OPTION;
GRANT UPDATE (name) ON TABLE shown TO PUBLIC;
