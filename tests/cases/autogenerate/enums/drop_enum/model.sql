CREATE TABLE day (at date PRIMARY KEY, mood text DEFAULT 'ok');
