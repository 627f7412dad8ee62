CREATE SCHEMA app;
CREATE FUNCTION f(text, VARIADIC numeric[]) RETURNS text LANGUAGE sql AS 'SELECT ''text''';
CREATE FUNCTION f(INOUT a integer, OUT b text) LANGUAGE sql AS 'SELECT a, ''integer''';
CREATE FUNCTION app.f(text) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT 'app' AS name; END;
