-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE item;

DROP FUNCTION doubled(integer);
DROP FUNCTION is_code(text);
DROP FUNCTION item_count();
DROP FUNCTION next_code(text);
