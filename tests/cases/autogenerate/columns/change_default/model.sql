CREATE TABLE task (state text DEFAULT 'new', at timestamptz DEFAULT now(), by text);
