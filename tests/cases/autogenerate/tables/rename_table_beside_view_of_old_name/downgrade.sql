-- deed:downgrade
DROP VIEW with_mail;
DROP VIEW account;
ALTER TABLE person RENAME TO account;
ALTER SEQUENCE person_id_seq RENAME TO account_id_seq;
ALTER TABLE account RENAME CONSTRAINT person_pkey TO account_pkey;
