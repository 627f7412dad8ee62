-- deed:upgrade
-- PostgreSQL keeps as they are: column twice of public.item, constraint item_doubled on public.item, index item_doubled_idx, partitions of public.part. Where the function gives other results now, REINDEX, and write the rows anew.
CREATE OR REPLACE FUNCTION doubled(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT n * 2$function$;

CREATE OR REPLACE FUNCTION other(n integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$SELECT 2$function$;
