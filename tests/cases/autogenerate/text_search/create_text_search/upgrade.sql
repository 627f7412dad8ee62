-- deed:upgrade
CREATE TEXT SEARCH DICTIONARY other."Plain words" (TEMPLATE = pg_catalog.simple, accept = 'false');
CREATE TEXT SEARCH CONFIGURATION other.empty (PARSER = pg_catalog."default");
CREATE TEXT SEARCH DICTIONARY words (TEMPLATE = pg_catalog.snowball, language = 'english', stopwords = 'english');

CREATE TEXT SEARCH CONFIGURATION words (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, word WITH other."Plain words", words;
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR numword, email, host, sfloat, version, hword_numpart, numhword, url_path, file, "float", "int", uint WITH simple;
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR hword_part, hword_asciipart, asciihword, hword WITH english_stem;

-- Rewrites the table under an ACCESS EXCLUSIVE lock. Each row gets a value of its own.
ALTER TABLE page ADD COLUMN found tsvector GENERATED ALWAYS AS (to_tsvector('words'::regconfig, body)) STORED;

CREATE VIEW found AS
 SELECT page.title
   FROM page
  WHERE (to_tsvector('words'::regconfig, page.title) @@ to_tsquery('words'::regconfig, 'x'::text));

COMMENT ON TEXT SEARCH CONFIGURATION words IS 'ours';
COMMENT ON TEXT SEARCH DICTIONARY words IS 'ours as well';

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY page_title_idx ON page USING gin (to_tsvector('words'::regconfig, title));
