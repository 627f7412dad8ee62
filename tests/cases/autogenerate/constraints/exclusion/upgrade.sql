-- deed:upgrade
ALTER TABLE hall DROP CONSTRAINT kept;
ALTER TABLE room DROP CONSTRAINT room_circle;

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where rows exclude each other.
ALTER TABLE hall ADD CONSTRAINT kept EXCLUDE USING gist (during WITH &&) WHERE ((NOT isempty(during)));

COMMENT ON CONSTRAINT kept ON hall IS 'no two at once';

-- Builds an index under an ACCESS EXCLUSIVE lock; fails where rows exclude each other.
ALTER TABLE room ADD CONSTRAINT room_during EXCLUDE USING gist (during WITH &&) WHERE ((id > 0)) DEFERRABLE INITIALLY DEFERRED;

COMMENT ON CONSTRAINT room_during ON room IS 'no two at once';
