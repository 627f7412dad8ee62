-- deed:downgrade
-- Values of an enum can neither be removed nor moved, so the type is made anew. Rewrites the tables under ACCESS EXCLUSIVE locks.
-- Fails where a row still has 'happy': change those rows before.
ALTER TYPE mood RENAME TO mood_replaced;
CREATE TYPE mood AS ENUM ('sad', 'ok');
DROP TYPE mood_replaced;
