-- deed:downgrade
DROP VIEW shown;
DROP PROCEDURE act(integer);

CREATE PROCEDURE act(IN i integer, OUT done integer)
 LANGUAGE sql
AS $procedure$SELECT 1$procedure$;

DROP FUNCTION both_of(integer, text);

CREATE FUNCTION both_of(a integer, OUT b integer, INOUT c text)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT 1, c$function$;

CREATE VIEW shown AS
 SELECT both_of.b,
    both_of.c
   FROM both_of(1, 'a'::text) both_of(b, c);
