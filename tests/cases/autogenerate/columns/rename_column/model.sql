CREATE TABLE client (
    id integer PRIMARY KEY,
    -- deed:renamed-from mail
    email text NOT NULL UNIQUE,
    mail_key text GENERATED ALWAYS AS (lower(email)) STORED,
    CONSTRAINT mail_has_at CHECK (email LIKE '%@%')
);
CREATE INDEX client_mail ON client (lower(email)) WHERE email <> '';
CREATE TABLE letter (mail text REFERENCES client (email));
COMMENT ON COLUMN client.email IS 'where the bill goes';
