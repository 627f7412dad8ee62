-- deed:downgrade
-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE item
    ALTER COLUMN active TYPE boolean USING active <> 0,
    ALTER COLUMN address TYPE macaddr8,
    ALTER COLUMN area TYPE box USING area::box,
    ALTER COLUMN bits TYPE bit(8) USING bits::bit(8),
    ALTER COLUMN code TYPE "char" USING code::"char",
    ALTER COLUMN flag TYPE bigint USING flag::integer::bigint,
    ALTER COLUMN letter TYPE integer USING letter::integer,
    ALTER COLUMN name TYPE regclass,
    ALTER COLUMN number TYPE oid,
    ALTER COLUMN numbers TYPE integer[] USING numbers::integer[],
    ALTER COLUMN price TYPE money,
    ALTER COLUMN shape TYPE polygon USING shape::polygon,
    ALTER COLUMN span TYPE int4range USING span::text::int4range,
    ALTER COLUMN spot TYPE circle USING spot::text::circle;
