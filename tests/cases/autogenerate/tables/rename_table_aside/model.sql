-- deed:renamed-from event
CREATE TABLE event_of_old (id serial PRIMARY KEY, at timestamptz);
CREATE INDEX event_of_old_at_idx ON event_of_old (at);
CREATE TABLE event (id serial PRIMARY KEY, at timestamptz NOT NULL);
CREATE INDEX event_at_idx ON event (at);
