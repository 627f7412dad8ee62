-- deed:downgrade
ALTER TABLE client RENAME COLUMN email TO mail;
ALTER TABLE client RENAME CONSTRAINT client_email_key TO client_mail_key;
