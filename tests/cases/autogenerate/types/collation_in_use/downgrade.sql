-- deed:downgrade
DROP INDEX word_text_idx;

-- No statement changes the type so while columns have it, so it is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks; fails where a value does not fit.
ALTER TYPE short RENAME TO short_replaced;

ALTER TABLE word ALTER COLUMN text DROP DEFAULT;
DROP VIEW shown;

-- No statement changes a collation, so it is made anew. Builds the indexes of its columns anew under ACCESS EXCLUSIVE locks.
ALTER COLLATION numeric_order RENAME TO numeric_order_replaced;

CREATE COLLATION numeric_order (PROVIDER = icu, LOCALE = 'en-u-kn-true', DETERMINISTIC = false);

CREATE DOMAIN short AS text COLLATE numeric_order
    CONSTRAINT short_check CHECK ((length(VALUE) < 9));

ALTER TABLE line ALTER COLUMN short TYPE short USING short::text::short;

ALTER TABLE word
    ALTER COLUMN more TYPE text[] COLLATE numeric_order,
    ALTER COLUMN text TYPE text COLLATE numeric_order,
    ALTER COLUMN text SET DEFAULT 'x'::text;

CREATE VIEW shown AS
 SELECT word.text
   FROM word
  ORDER BY word.text;

DROP TYPE short_replaced;
DROP COLLATION numeric_order_replaced;

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY word_text_idx ON word (text);
