CREATE TABLE item (id integer, weight numeric);
CREATE VIEW heavy AS SELECT id FROM item WHERE weight > 10;
CREATE FUNCTION b_count() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM heavy';
CREATE FUNCTION heavy_items() RETURNS SETOF heavy LANGUAGE sql AS 'SELECT * FROM heavy';
CREATE FUNCTION a_count() RETURNS bigint LANGUAGE sql AS 'SELECT b_count()';
