-- deed:upgrade
DROP VIEW shown;
DROP PROCEDURE act(integer);

CREATE PROCEDURE act(IN i integer, OUT done bigint)
 LANGUAGE sql
AS $procedure$SELECT 1::bigint$procedure$;

DROP FUNCTION both_of(integer, text);

CREATE FUNCTION both_of(a integer, OUT b bigint, INOUT c text)
 RETURNS record
 LANGUAGE sql
AS $function$SELECT 1::bigint, c$function$;

CREATE VIEW shown AS
 SELECT both_of.b,
    both_of.c
   FROM both_of(1, 'a'::text) both_of(b, c);
