-- A text that changes with every row of the other services: a new row has a transaction id that no row before it had, a row that is gone
-- changes the count.
-- $1: the service
SELECT pg_catalog.concat_ws(' ', pg_catalog.count(*), pg_catalog.sum(xmin::pg_catalog.text::pg_catalog.int8))
  FROM deed.ownership
 WHERE service OPERATOR(pg_catalog.<) $1 OR service OPERATOR(pg_catalog.>) $1
