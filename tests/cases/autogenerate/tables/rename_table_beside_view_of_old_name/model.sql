-- deed:renamed-from account
CREATE TABLE person (id serial PRIMARY KEY, mail text);
CREATE VIEW account AS SELECT id, mail FROM person;
CREATE VIEW with_mail AS SELECT id FROM account WHERE mail <> '';
