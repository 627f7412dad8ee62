CREATE TABLE event (id serial PRIMARY KEY, at timestamptz);
CREATE INDEX event_at_idx ON event (at);
