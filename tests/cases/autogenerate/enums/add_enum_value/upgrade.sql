-- deed:upgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE mood ADD VALUE 'happy';
