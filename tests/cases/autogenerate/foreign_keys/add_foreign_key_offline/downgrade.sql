-- deed:downgrade
ALTER TABLE session DROP CONSTRAINT session_user_id_fkey;
