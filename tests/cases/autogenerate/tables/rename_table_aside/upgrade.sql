-- deed:upgrade
ALTER TABLE event RENAME TO event_of_old;
ALTER SEQUENCE event_id_seq RENAME TO event_of_old_id_seq;
ALTER TABLE event_of_old RENAME CONSTRAINT event_pkey TO event_of_old_pkey;
ALTER INDEX event_at_idx RENAME TO event_of_old_at_idx;

CREATE TABLE event (
    id serial,
    at timestamp with time zone NOT NULL,
    CONSTRAINT event_pkey PRIMARY KEY (id)
);

CREATE INDEX event_at_idx ON event (at);
