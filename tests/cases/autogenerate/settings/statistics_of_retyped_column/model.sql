CREATE TABLE item (id bigint, kind text, name text);
CREATE STATISTICS item_kind ON kind, id FROM item;
ALTER STATISTICS item_kind SET STATISTICS 100;
CREATE STATISTICS item_name ON name, (lower(kind)) FROM item;
ALTER STATISTICS item_name SET STATISTICS 7;
COMMENT ON STATISTICS item_kind IS 'both';
