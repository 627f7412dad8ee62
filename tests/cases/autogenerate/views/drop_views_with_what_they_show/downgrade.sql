-- deed:downgrade
CREATE TABLE item (
    id integer
);

CREATE FUNCTION twice(n integer)
 RETURNS integer
 LANGUAGE sql
AS $function$SELECT n * 2$function$;

CREATE VIEW shown AS
 SELECT twice(item.id) AS twice
   FROM item;

CREATE VIEW top AS
 SELECT shown.twice
   FROM shown;
