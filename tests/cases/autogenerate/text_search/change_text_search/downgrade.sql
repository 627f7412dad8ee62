-- deed:downgrade
DROP INDEX page_under;
DROP INDEX page_words;
CREATE TEXT SEARCH DICTIONARY gone (TEMPLATE = pg_catalog.simple);
DROP TEXT SEARCH CONFIGURATION under;
DROP TEXT SEARCH DICTIONARY replaced;
CREATE TEXT SEARCH DICTIONARY replaced (TEMPLATE = pg_catalog.snowball, language = 'english', stopwords = 'english');

CREATE TEXT SEARCH CONFIGURATION under (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION under ADD MAPPING FOR word WITH replaced;

DROP TEXT SEARCH CONFIGURATION words;
DROP TEXT SEARCH DICTIONARY altered;
CREATE TEXT SEARCH DICTIONARY altered (TEMPLATE = pg_catalog.snowball, language = 'english');

CREATE TEXT SEARCH CONFIGURATION words (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR asciiword, word WITH altered;
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR email, host WITH gone, simple;

COMMENT ON TEXT SEARCH CONFIGURATION words IS 'old';

-- deed:downgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY page_under ON page USING gin (to_tsvector('under'::regconfig, body));
CREATE INDEX CONCURRENTLY page_words ON page USING gin (to_tsvector('words'::regconfig, body));
