-- deed:upgrade
DROP INDEX page_under;

-- Values and indexes that are there keep what was made of them before: write them anew, and REINDEX.
ALTER TEXT SEARCH CONFIGURATION words DROP MAPPING FOR email;
ALTER TEXT SEARCH CONFIGURATION words DROP MAPPING FOR host;
ALTER TEXT SEARCH DICTIONARY altered (language = 'german', stopwords = 'german');

COMMENT ON TEXT SEARCH CONFIGURATION words IS 'new';

-- Values and indexes that are there keep what was made of them before: write them anew, and REINDEX.
ALTER TEXT SEARCH CONFIGURATION words ALTER MAPPING FOR asciiword WITH altered, simple;
ALTER TEXT SEARCH CONFIGURATION words ADD MAPPING FOR url WITH simple;

DROP TEXT SEARCH DICTIONARY gone;
DROP TEXT SEARCH CONFIGURATION under;
DROP TEXT SEARCH DICTIONARY replaced;
CREATE TEXT SEARCH DICTIONARY replaced (TEMPLATE = pg_catalog.simple);

CREATE TEXT SEARCH CONFIGURATION under (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION under ADD MAPPING FOR word WITH replaced;

-- deed:upgrade autocommit
-- CONCURRENTLY does not block writes, but cannot run in a transaction.
CREATE INDEX CONCURRENTLY page_under ON page USING gin (to_tsvector('under'::regconfig, body));
