-- deed:upgrade
-- Deletes the table with its rows.
DROP TABLE session;
