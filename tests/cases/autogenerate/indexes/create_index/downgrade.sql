-- deed:downgrade autocommit
DROP INDEX CONCURRENTLY user_email;
DROP INDEX CONCURRENTLY user_email_once;
