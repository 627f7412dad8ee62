-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE call;

DROP SEQUENCE batch;
DROP SEQUENCE countdown;
DROP SEQUENCE ticket;
