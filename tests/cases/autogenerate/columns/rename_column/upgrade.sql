-- deed:upgrade
ALTER TABLE client RENAME COLUMN mail TO email;
ALTER TABLE client RENAME CONSTRAINT client_mail_key TO client_email_key;
