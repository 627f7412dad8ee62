-- deed:downgrade autocommit
-- Committed by itself: a new value cannot be used in the transaction that adds it.
ALTER TYPE e ADD VALUE 'y' AFTER 'x';
