-- deed:downgrade
ALTER TABLE notes DROP CONSTRAINT notes_check;
ALTER TABLE accounts ADD COLUMN legacy text;
DROP VIEW mails;

-- Deletes the values of the column.
ALTER TABLE events DROP COLUMN place;

CREATE OR REPLACE FUNCTION last_event()
 RETURNS events_26
 LANGUAGE sql
 STABLE
AS $function$ SELECT id, day FROM events_26 ORDER BY day DESC LIMIT 1 $function$;

-- Deletes the values of the column.
ALTER TABLE notes DROP COLUMN kind;

CREATE OR REPLACE FUNCTION usual_note()
 RETURNS notes
 LANGUAGE sql
 IMMUTABLE
AS $function$ SELECT NULL::bigint, 'empty'::text $function$;

DROP FUNCTION all_accounts();

-- Rewrites the table under an ACCESS EXCLUSIVE lock.
-- Fails, or changes values, where one does not fit the new type.
ALTER TABLE accounts ALTER COLUMN id TYPE integer;

CREATE OR REPLACE FUNCTION count_legacy()
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT count(accounts.legacy) AS count
    FROM accounts;
END;

-- Deletes the values of the column.
ALTER TABLE accounts DROP COLUMN phone;

CREATE FUNCTION all_accounts()
 RETURNS SETOF accounts
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT accounts.id,
     accounts.mail,
     accounts.legacy
    FROM accounts;
END;

CREATE OR REPLACE FUNCTION by_mail(m text)
 RETURNS SETOF accounts
 LANGUAGE sql
 STABLE
AS $function$ SELECT id, mail, legacy FROM accounts WHERE mail = m $function$;

CREATE OR REPLACE FUNCTION first_account()
 RETURNS accounts
 LANGUAGE sql
 STABLE
AS $function$ SELECT id, mail, legacy FROM accounts ORDER BY id LIMIT 1 $function$;

CREATE VIEW mails AS
 SELECT all_accounts.mail
   FROM all_accounts() all_accounts(id, mail, legacy);

DROP FUNCTION note_kind(notes);
