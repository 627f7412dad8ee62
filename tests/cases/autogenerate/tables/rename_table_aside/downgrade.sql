-- deed:downgrade
-- Deletes the table with its rows.
DROP TABLE event;

ALTER TABLE event_of_old RENAME TO event;
ALTER SEQUENCE event_of_old_id_seq RENAME TO event_id_seq;
ALTER TABLE event RENAME CONSTRAINT event_of_old_pkey TO event_pkey;
ALTER INDEX event_of_old_at_idx RENAME TO event_at_idx;
