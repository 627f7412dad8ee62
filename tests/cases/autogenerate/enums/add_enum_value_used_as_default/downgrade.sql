-- deed:downgrade
ALTER TABLE day ALTER COLUMN mood DROP DEFAULT;

-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'unknown': change those rows before.
ALTER TYPE mood RENAME TO mood_replaced;

CREATE TYPE mood AS ENUM ('sad', 'ok');
ALTER TABLE day ALTER COLUMN mood TYPE mood USING mood::text::mood;
ALTER TABLE day ALTER COLUMN mood SET DEFAULT 'ok'::mood;
DROP TYPE mood_replaced;
