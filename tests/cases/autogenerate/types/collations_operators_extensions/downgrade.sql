-- deed:downgrade
ALTER EXTENSION hstore SET SCHEMA public;
CREATE COLLATION gone (PROVIDER = libc, LOCALE = 'C');

-- Deletes the table with its rows.
DROP TABLE item;

DROP OPERATOR === (integer, integer);
CREATE OPERATOR === (FUNCTION = same, LEFTARG = integer, RIGHTARG = integer);
DROP OPERATOR @- (NONE, text);
DROP FUNCTION minus(text);
DROP COLLATION "numeric";
DROP COLLATION loose;
DROP EXTENSION citext;
DROP SCHEMA tools;
