-- deed:downgrade
DROP INDEX user_email;
