CREATE TABLE room (id integer, during tsrange, circle circle, CONSTRAINT room_circle EXCLUDE USING gist (circle WITH &&));
CREATE TABLE hall (during tsrange, CONSTRAINT kept EXCLUDE USING gist (during WITH &&));
COMMENT ON CONSTRAINT kept ON hall IS 'no two at once';
