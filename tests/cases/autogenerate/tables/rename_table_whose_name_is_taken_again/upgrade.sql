-- deed:upgrade
ALTER TABLE event RENAME TO old_event;
ALTER SEQUENCE event_number_seq RENAME TO old_event_number_seq;
ALTER SEQUENCE event_id_seq RENAME TO old_event_id_seq;
ALTER TABLE old_event RENAME CONSTRAINT event_pkey TO old_event_pkey;
ALTER TABLE old_event RENAME CONSTRAINT event_title_key TO old_event_title_key;
ALTER INDEX event_number RENAME TO old_event_number;
ALTER TABLE seat DROP CONSTRAINT seat_event_id_fkey;

CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY,
    old_id bigint,
    CONSTRAINT event_pkey PRIMARY KEY (id)
);

ALTER TABLE event ADD CONSTRAINT event_old_id_fkey FOREIGN KEY (old_id) REFERENCES old_event (id);

-- NOT VALID: the rows that are there are read below, without blocking anybody.
ALTER TABLE seat ADD CONSTRAINT seat_event_id_fkey FOREIGN KEY (event_id) REFERENCES event (id) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write.
ALTER TABLE seat VALIDATE CONSTRAINT seat_event_id_fkey;
