-- deed:upgrade
ALTER TABLE task ALTER COLUMN state DROP DEFAULT;
DROP VIEW shown;
DROP FUNCTION is_open(state);
ALTER TYPE state RENAME TO state_replaced;

CREATE DOMAIN state AS text
    CONSTRAINT state_check CHECK ((VALUE = ANY (ARRAY['open'::text, 'done'::text])));

ALTER TABLE task ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE task ALTER COLUMN state SET DEFAULT 'open'::text;

CREATE FUNCTION is_open(state)
 RETURNS boolean
 LANGUAGE sql
AS $function$SELECT $1::text = 'open'$function$;

CREATE VIEW shown AS
 SELECT task.id,
    task.state
   FROM task;

DROP TYPE state_replaced;
