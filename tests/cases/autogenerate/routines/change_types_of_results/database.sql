CREATE FUNCTION both_of(a integer, OUT b integer, INOUT c text) LANGUAGE sql AS 'SELECT 1, c';
CREATE VIEW shown AS SELECT * FROM both_of(1, 'a');
CREATE PROCEDURE act(i integer, OUT done integer) LANGUAGE sql AS 'SELECT 1';
