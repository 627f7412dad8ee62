-- deed:upgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN active TYPE bigint USING active::integer::bigint,
    ALTER COLUMN address TYPE macaddr,
    ALTER COLUMN area TYPE polygon,
    ALTER COLUMN bits TYPE integer USING bits::integer,
    ALTER COLUMN code TYPE integer USING code::integer,
    ALTER COLUMN flag TYPE boolean USING flag <> 0,
    ALTER COLUMN letter TYPE "char" USING letter::"char",
    ALTER COLUMN name TYPE oid,
    ALTER COLUMN number TYPE regclass,
    ALTER COLUMN numbers TYPE text[],
    ALTER COLUMN price TYPE numeric(10,2),
    ALTER COLUMN shape TYPE circle USING shape::circle,
    ALTER COLUMN span TYPE int4multirange USING span::int4multirange,
    ALTER COLUMN spot TYPE point USING spot::point;
