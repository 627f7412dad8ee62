-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE b;
DROP TABLE a;
DROP TABLE c;
DROP TABLE base;
DROP TABLE stamped;
