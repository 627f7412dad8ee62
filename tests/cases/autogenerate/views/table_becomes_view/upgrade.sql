-- deed:upgrade
-- Deletes the table with its rows.
DROP TABLE shown;

CREATE VIEW shown AS
 SELECT stored.id
   FROM stored;
