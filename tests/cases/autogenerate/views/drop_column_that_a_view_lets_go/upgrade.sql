-- deed:upgrade
CREATE OR REPLACE VIEW shown AS
 SELECT item.id,
    item.name
   FROM item;

DROP VIEW other;

CREATE VIEW other AS
 SELECT item.id
   FROM item;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN hidden;
