-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY page_title_idx;

-- deed:downgrade
DROP VIEW found;
ALTER TABLE page DROP COLUMN found;
DROP TEXT SEARCH CONFIGURATION other.empty;
DROP TEXT SEARCH CONFIGURATION words;
DROP TEXT SEARCH DICTIONARY other."Plain words";
DROP TEXT SEARCH DICTIONARY words;
