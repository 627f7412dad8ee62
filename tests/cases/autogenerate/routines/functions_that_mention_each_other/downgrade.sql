-- deed:downgrade
DROP FUNCTION a_count();
DROP FUNCTION b_count();
DROP FUNCTION heavy_items();
DROP VIEW heavy;

-- Deletes the values of the column.
ALTER TABLE item DROP COLUMN weight;
