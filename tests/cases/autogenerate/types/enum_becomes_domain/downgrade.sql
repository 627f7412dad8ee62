-- deed:downgrade
ALTER TABLE task ALTER COLUMN state DROP DEFAULT;
DROP VIEW shown;
DROP FUNCTION is_open(state);

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE state RENAME TO state_replaced;

CREATE TYPE state AS ENUM ('open', 'done');
ALTER TABLE task ALTER COLUMN state TYPE state USING state::text::state;
ALTER TABLE task ALTER COLUMN state SET DEFAULT 'open'::state;

CREATE FUNCTION is_open(state)
 RETURNS boolean
 LANGUAGE sql
AS $function$SELECT $1::text = 'open'$function$;

CREATE VIEW shown AS
 SELECT task.id,
    task.state
   FROM task;

DROP TYPE state_replaced;
