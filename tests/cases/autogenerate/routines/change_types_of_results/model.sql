CREATE FUNCTION both_of(a integer, OUT b bigint, INOUT c text) LANGUAGE sql AS 'SELECT 1::bigint, c';
CREATE VIEW shown AS SELECT * FROM both_of(1, 'a');
CREATE PROCEDURE act(i integer, OUT done bigint) LANGUAGE sql AS 'SELECT 1::bigint';
