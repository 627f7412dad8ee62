-- deed:upgrade
ALTER PUBLICATION events DROP TABLE event;
DROP STATISTICS event_s;
ALTER TABLE event NO FORCE ROW LEVEL SECURITY;
DROP FUNCTION kind_of(event);

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE event RENAME TO event_replaced;

ALTER SEQUENCE event_id_seq RENAME TO event_id_seq_replaced;

CREATE TABLE event (
    id integer GENERATED ALWAYS AS IDENTITY (START WITH 50),
    day date NOT NULL,
    kind text,
    note text,
    size integer GENERATED ALWAYS AS (length(kind)) STORED
) PARTITION BY RANGE (day);

COMMENT ON COLUMN event.kind IS 'what';

CREATE TABLE event_all PARTITION OF event
    DEFAULT;

INSERT INTO event (id, day, kind, note) OVERRIDING SYSTEM VALUE
    SELECT id, day, kind, note FROM event_replaced;

-- The sequence goes on where the one before it stands: it gives no number twice.
SELECT setval('event_id_seq', last_value, is_called) FROM event_id_seq_replaced;

CREATE FUNCTION kind_of(event)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$SELECT $1.kind$function$;

ALTER TABLE ONLY event ALTER COLUMN note SET COMPRESSION pglz;
ALTER TABLE event FORCE ROW LEVEL SECURITY;
ALTER TABLE ONLY event ALTER COLUMN kind SET (n_distinct='5');
CREATE POLICY unlike_x ON event USING ((kind <> 'x'::text));
GRANT SELECT, UPDATE (kind) ON TABLE event TO pg_monitor;
GRANT UPDATE (kind) ON TABLE event TO pg_monitor WITH GRANT OPTION;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
-- From then on nobody can update or delete rows of public.event: it has neither a primary key nor another replica identity.
ALTER PUBLICATION events ADD TABLE event;

ALTER TABLE event ENABLE ROW LEVEL SECURITY;
ALTER TABLE ONLY event ALTER COLUMN note SET STATISTICS 5;
ALTER TABLE ONLY event ALTER COLUMN kind SET STORAGE EXTERNAL;
ALTER TABLE event_all ALTER COLUMN note SET STATISTICS 5;
ALTER TABLE event_all ALTER COLUMN kind SET STORAGE EXTERNAL;
CREATE STATISTICS event_s ON kind, note FROM event;
DROP TABLE event_replaced;
