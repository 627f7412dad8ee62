-- deed:upgrade
CREATE OR REPLACE FUNCTION app.f(text)
 RETURNS text
 LANGUAGE sql
BEGIN ATOMIC
 SELECT 'app'::text AS name;
END;

DROP FUNCTION f(integer);
DROP FUNCTION f(text);

CREATE FUNCTION f(INOUT a integer, OUT b text)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT a, 'integer'$function$;

CREATE FUNCTION f(text, VARIADIC numeric[])
 RETURNS text
 LANGUAGE sql
AS $function$SELECT 'text'$function$;
