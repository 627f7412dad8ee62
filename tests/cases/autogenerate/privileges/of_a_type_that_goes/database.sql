CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE TABLE note (id integer PRIMARY KEY, mood mood);
GRANT USAGE ON TYPE mood TO pg_monitor;
GRANT SELECT ON note TO pg_monitor;
