CREATE TABLE item (id integer, name text, note varchar(20));
CREATE VIEW short AS SELECT id, name FROM item WHERE note IN ('a', 'b');
CREATE VIEW shorter AS SELECT id FROM short WHERE name IS NOT NULL;
CREATE VIEW "Odd one" WITH (security_barrier) AS SELECT id AS "An id" FROM shorter WITH LOCAL CHECK OPTION;
ALTER VIEW "Odd one" ALTER COLUMN "An id" SET DEFAULT 7;
COMMENT ON VIEW "Odd one" IS 'a view';
COMMENT ON COLUMN "Odd one"."An id" IS 'its column';
