CREATE TABLE client (
    id integer PRIMARY KEY,
    mail text NOT NULL UNIQUE,
    mail_key text GENERATED ALWAYS AS (lower(mail)) STORED,
    CONSTRAINT mail_has_at CHECK (mail LIKE '%@%')
);
CREATE INDEX client_mail ON client (lower(mail)) WHERE mail <> '';
CREATE TABLE letter (mail text REFERENCES client (mail));
COMMENT ON COLUMN client.mail IS 'where the bill goes';
