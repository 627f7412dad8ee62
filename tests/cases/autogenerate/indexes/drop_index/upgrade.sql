-- deed:upgrade autocommit
DROP INDEX CONCURRENTLY user_email;
