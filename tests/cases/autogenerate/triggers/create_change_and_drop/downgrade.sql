-- deed:downgrade
DROP TRIGGER "Odd name" ON item;

CREATE TABLE left_behind (
    id integer
);

CREATE FUNCTION old_watch()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$BEGIN RETURN NEW; END$function$;

CREATE OR REPLACE TRIGGER changed BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION watch();
CREATE TRIGGER gone BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION old_watch();
CREATE TRIGGER left_too AFTER DELETE ON left_behind FOR EACH STATEMENT EXECUTE FUNCTION old_watch('a', 'b');

-- Deletes the table with its rows.
DROP TABLE fresh;
