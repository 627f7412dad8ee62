-- deed:downgrade
CREATE OR REPLACE FUNCTION app.f(text)
 RETURNS text
 LANGUAGE sql
AS $function$SELECT 'app'$function$;

DROP FUNCTION f(integer);
DROP FUNCTION f(text, numeric[]);

CREATE FUNCTION f(integer)
 RETURNS text
 LANGUAGE sql
AS $function$SELECT 'integer'$function$;

CREATE FUNCTION f(text)
 RETURNS text
 LANGUAGE sql
AS $function$SELECT 'text'$function$;
