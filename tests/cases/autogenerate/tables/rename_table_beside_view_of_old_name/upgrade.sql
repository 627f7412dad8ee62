-- deed:upgrade
ALTER TABLE account RENAME TO person;
ALTER SEQUENCE account_id_seq RENAME TO person_id_seq;
ALTER TABLE person RENAME CONSTRAINT account_pkey TO person_pkey;

CREATE VIEW account AS
 SELECT person.id,
    person.mail
   FROM person;

CREATE VIEW with_mail AS
 SELECT account.id
   FROM account
  WHERE (account.mail <> ''::text);
