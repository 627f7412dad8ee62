-- deed:downgrade
ALTER TABLE m DROP CONSTRAINT m_city_id_fkey;
ALTER TABLE use_of_m DROP CONSTRAINT use_of_m_day_id_city_fkey;
ALTER TABLE m DROP CONSTRAINT m_day_id_city_id_key;
ALTER TABLE m DROP CONSTRAINT m_id_check;
DROP INDEX m_city_id_idx;
DROP INDEX m_expression;

-- Deletes the values of the column.
ALTER TABLE use_of_m DROP COLUMN city;
