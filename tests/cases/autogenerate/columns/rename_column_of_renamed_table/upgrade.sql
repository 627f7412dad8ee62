-- deed:upgrade
ALTER TABLE customer RENAME TO client;
ALTER TABLE client RENAME COLUMN mail TO email;

-- SET NOT NULL alone would read the table while nobody can use it; with this valid it need not. From here on a row with NULL is refused, and so is a change of one that is there.
ALTER TABLE client ADD CONSTRAINT client_email_is_not_null CHECK (email IS NOT NULL) NOT VALID;

-- deed:upgrade
-- Reads the table while others read and write; fails where a row has NULL.
ALTER TABLE client VALIDATE CONSTRAINT client_email_is_not_null;

-- deed:upgrade
ALTER TABLE client ALTER COLUMN email SET NOT NULL;
ALTER TABLE client DROP CONSTRAINT client_email_is_not_null;
