CREATE TABLE task (title text NOT NULL);
