-- deed:upgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE mood ADD VALUE 'awful' BEFORE 'sad';

ALTER TYPE mood ADD VALUE 'so-so' AFTER 'sad';
ALTER TYPE mood ADD VALUE 'fair' AFTER 'so-so';
ALTER TYPE mood ADD VALUE 'ecstatic';
