-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE orders_eu;
DROP TABLE orders_us;
DROP TABLE orders;
