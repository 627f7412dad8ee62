-- deed:renamed-from event
CREATE TABLE old_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number bigserial,
    title text UNIQUE
);
CREATE INDEX old_event_number ON old_event (number);
COMMENT ON TABLE old_event IS 'everything';
CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    old_id bigint REFERENCES old_event
);
CREATE TABLE seat (event_id bigint REFERENCES event);
