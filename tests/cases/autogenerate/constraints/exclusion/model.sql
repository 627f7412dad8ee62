CREATE TABLE room (id integer, during tsrange, circle circle,
  CONSTRAINT room_during EXCLUDE USING gist (during WITH &&) WHERE (id > 0) DEFERRABLE INITIALLY DEFERRED);
COMMENT ON CONSTRAINT room_during ON room IS 'no two at once';
CREATE TABLE hall (during tsrange, CONSTRAINT kept EXCLUDE USING gist (during WITH &&) WHERE (NOT isempty(during)));
COMMENT ON CONSTRAINT kept ON hall IS 'no two at once';
