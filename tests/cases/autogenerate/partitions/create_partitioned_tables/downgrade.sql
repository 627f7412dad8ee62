-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE by_hash_0;
DROP TABLE by_hash_1;
DROP TABLE by_hash;
DROP TABLE measurement_2025;
DROP TABLE measurement_2026_1;
DROP TABLE measurement_2026_rest;
DROP TABLE measurement_2026;
DROP TABLE measurement;
DROP TABLE ranges_low;
DROP TABLE ranges;
