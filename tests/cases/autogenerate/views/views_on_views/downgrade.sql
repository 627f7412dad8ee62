-- deed:downgrade
ALTER TABLE item ADD COLUMN gone text;

CREATE VIEW old_names AS
 SELECT item.name,
    item.gone
   FROM item;

DROP VIEW "Odd one";
DROP VIEW shorter;
DROP VIEW short;

CREATE VIEW short AS
 SELECT item.id
   FROM item;

CREATE VIEW shorter AS
 SELECT short.id
   FROM short;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN note;
