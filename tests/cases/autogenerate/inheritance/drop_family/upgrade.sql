-- deed:upgrade
-- Deletes the table with its rows.
DROP TABLE b;
DROP TABLE a;
DROP TABLE base;
