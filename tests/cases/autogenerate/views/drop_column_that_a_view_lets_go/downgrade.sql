-- deed:downgrade
ALTER TABLE item ADD COLUMN hidden boolean;

CREATE OR REPLACE VIEW other AS
 SELECT item.id,
    item.hidden
   FROM item;

CREATE OR REPLACE VIEW shown AS
 SELECT item.id,
    item.name
   FROM item
  WHERE (NOT item.hidden);
