-- deed:downgrade
ALTER TABLE seat DROP CONSTRAINT seat_event_id_fkey;

-- Deletes the table with its rows.
DROP TABLE event;

ALTER TABLE old_event RENAME TO event;
ALTER SEQUENCE old_event_number_seq RENAME TO event_number_seq;
ALTER SEQUENCE old_event_id_seq RENAME TO event_id_seq;
ALTER TABLE event RENAME CONSTRAINT old_event_pkey TO event_pkey;
ALTER TABLE event RENAME CONSTRAINT old_event_title_key TO event_title_key;
ALTER INDEX old_event_number RENAME TO event_number;

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE seat ADD CONSTRAINT seat_event_id_fkey FOREIGN KEY (event_id) REFERENCES event (id) NOT VALID;

-- deed:downgrade
-- Reads the table while others read and write.
ALTER TABLE seat VALIDATE CONSTRAINT seat_event_id_fkey;
