CREATE TABLE pet (id integer, name text, owner integer, CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT c CHECK (name <> ''), CONSTRAINT boss FOREIGN KEY (owner) REFERENCES pet);
CREATE INDEX names ON pet (name);
COMMENT ON INDEX names IS 'to look up';
