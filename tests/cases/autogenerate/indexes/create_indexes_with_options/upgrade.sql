-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY by_block ON doc USING brin (at) WITH (pages_per_range='32');
CREATE INDEX CONCURRENTLY by_body ON doc USING gin (body jsonb_path_ops) WITH (fastupdate=off);
CREATE INDEX CONCURRENTLY by_code ON doc (code) WHERE ((code IN ('a'::character varying, 'b'::character varying)) AND (title IS NOT NULL));
CREATE INDEX CONCURRENTLY by_day ON doc (date_part('day'::text, (at AT TIME ZONE 'UTC'::text)), ((id + 1)));
CREATE INDEX CONCURRENTLY by_hash ON doc USING hash (id);
CREATE INDEX CONCURRENTLY by_prefix ON doc (title text_pattern_ops);
CREATE INDEX CONCURRENTLY by_tags ON doc USING gin (tags);
CREATE INDEX CONCURRENTLY by_title ON doc (title COLLATE "C" DESC NULLS LAST, id) INCLUDE (at) WITH (fillfactor='80');

-- CONCURRENTLY does not block writes, but cannot run in a transaction. Fails where values are not unique.
CREATE UNIQUE INDEX CONCURRENTLY once ON doc (id) NULLS NOT DISTINCT;
