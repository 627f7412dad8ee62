-- deed:upgrade
ALTER TABLE item ADD COLUMN weight numeric;

CREATE VIEW heavy AS
 SELECT item.id
   FROM item
  WHERE (item.weight > (10)::numeric);

CREATE FUNCTION b_count()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT count(*) FROM heavy$function$;

CREATE FUNCTION a_count()
 RETURNS bigint
 LANGUAGE sql
AS $function$SELECT b_count()$function$;

CREATE FUNCTION heavy_items()
 RETURNS SETOF heavy
 LANGUAGE sql
AS $function$SELECT * FROM heavy$function$;
