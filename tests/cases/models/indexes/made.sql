CREATE TABLE event (
    id bigint NOT NULL,
    name text,
    payload jsonb,
    at timestamptz
);
CREATE INDEX ON event (at);
CREATE UNIQUE INDEX event_name_idx ON event (lower(name) text_pattern_ops, "at" DESC NULLS LAST, (id % 10)) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 70, deduplicate_items = false) WHERE (name IS NOT NULL);
CREATE INDEX event_payload_idx ON event USING gin (payload jsonb_path_ops) WITH (fastupdate = 'off');
CREATE INDEX event_sorted_idx ON event (name COLLATE "C");
