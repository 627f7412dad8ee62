-- deed:downgrade
-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'awful', 'so-so', 'fair', 'ecstatic': change those rows before.
ALTER TYPE mood RENAME TO mood_replaced;

CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
ALTER TABLE day ALTER COLUMN mood TYPE mood USING mood::text::mood;
DROP TYPE mood_replaced;
