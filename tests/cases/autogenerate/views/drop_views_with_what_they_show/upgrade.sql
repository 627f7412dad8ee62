-- deed:upgrade
DROP VIEW top;
DROP VIEW shown;

-- Deletes the table with its rows.
DROP TABLE item;

DROP FUNCTION twice(integer);
