CREATE TABLE task (state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')));
CREATE INDEX task_open ON task (state) WHERE state = 'open';
INSERT INTO task VALUES ('done');
