CREATE TABLE task (state text DEFAULT 'open', at timestamptz, by text DEFAULT current_user);
