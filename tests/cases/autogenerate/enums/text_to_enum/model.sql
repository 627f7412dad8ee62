CREATE TYPE state AS ENUM ('open', 'done');
CREATE TABLE task (state state NOT NULL DEFAULT 'open');
CREATE INDEX task_open ON task (state) WHERE state = 'open';
