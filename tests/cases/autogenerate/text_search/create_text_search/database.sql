CREATE SCHEMA other;
CREATE TABLE page (title text, body text);
