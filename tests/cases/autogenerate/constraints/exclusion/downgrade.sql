-- deed:downgrade
ALTER TABLE hall DROP CONSTRAINT kept;
ALTER TABLE room DROP CONSTRAINT room_during;

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where rows exclude each other.
ALTER TABLE hall ADD CONSTRAINT kept EXCLUDE USING gist (during WITH &&);

COMMENT ON CONSTRAINT kept ON hall IS 'no two at once';

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where rows exclude each other.
ALTER TABLE room ADD CONSTRAINT room_circle EXCLUDE USING gist (circle WITH &&);
