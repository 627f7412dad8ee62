-- deed:downgrade
ALTER TABLE item ALTER COLUMN price DROP DEFAULT;

CREATE OR REPLACE PROCEDURE clean()
 LANGUAGE plpgsql
AS $procedure$BEGIN DELETE FROM item; END$procedure$;

CREATE OR REPLACE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
DROP FUNCTION price(integer, numeric);

CREATE FUNCTION price(n integer)
 RETURNS numeric
 LANGUAGE sql
AS $function$SELECT n * 1.19$function$;

ALTER TABLE item ALTER COLUMN price SET DEFAULT price(1);
