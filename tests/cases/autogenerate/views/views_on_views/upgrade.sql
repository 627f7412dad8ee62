-- deed:upgrade
ALTER TABLE item ADD COLUMN note character varying(20);

CREATE OR REPLACE VIEW short AS
 SELECT item.id,
    item.name
   FROM item
  WHERE ((item.note) IN ('a'::character varying, 'b'::character varying));

CREATE OR REPLACE VIEW shorter AS
 SELECT short.id
   FROM short
  WHERE (short.name IS NOT NULL);

CREATE VIEW "Odd one" WITH (security_barrier='true', check_option='local') AS
 SELECT shorter.id AS "An id"
   FROM shorter;

COMMENT ON VIEW "Odd one" IS 'a view';
COMMENT ON COLUMN "Odd one"."An id" IS 'its column';
ALTER VIEW "Odd one" ALTER COLUMN "An id" SET DEFAULT 7;
DROP VIEW old_names;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN gone;
