-- deed:downgrade
ALTER TABLE task ALTER COLUMN id DROP DEFAULT;
DROP SEQUENCE task_id_seq;
