CREATE TABLE event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number bigserial,
    title text UNIQUE
);
CREATE INDEX event_number ON event (number);
COMMENT ON TABLE event IS 'everything';
CREATE TABLE seat (event_id bigint REFERENCES event);
