-- deed:upgrade
DROP FUNCTION day_of(event);

-- No statement changes how a table is partitioned, so it is made anew and all rows are written again, under an ACCESS EXCLUSIVE lock. Fails where a row fits no partition; a publication that the model does not declare loses the table.
ALTER TABLE event RENAME TO event_replaced;

CREATE TABLE event (
    id integer,
    day date NOT NULL
) PARTITION BY RANGE (day);

CREATE TABLE event_all PARTITION OF event
    DEFAULT;

ALTER TABLE holder
    ALTER COLUMN many TYPE event[] USING many::text[]::event[],
    ALTER COLUMN one TYPE event USING one::text::event;

INSERT INTO event (id, day) OVERRIDING SYSTEM VALUE
    SELECT id, day FROM event_replaced;

CREATE FUNCTION day_of(event)
 RETURNS date
 LANGUAGE sql
AS $function$SELECT $1.day$function$;

DROP TABLE event_replaced;
