-- deed:upgrade
ALTER TABLE item ALTER COLUMN price DROP DEFAULT;

CREATE OR REPLACE PROCEDURE clean()
 LANGUAGE plpgsql
 SET search_path TO 'public'
AS $procedure$BEGIN DELETE FROM item WHERE id > 0; END$procedure$;

CREATE OR REPLACE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0', PARALLEL = SAFE);
DROP FUNCTION price(integer);

CREATE FUNCTION price(n integer, rate numeric DEFAULT 1.19)
 RETURNS numeric
 LANGUAGE sql
 STABLE
AS $function$SELECT n * rate$function$;

ALTER TABLE item ALTER COLUMN price SET DEFAULT price(1);
