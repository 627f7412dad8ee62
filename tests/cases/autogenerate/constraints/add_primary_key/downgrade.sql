-- deed:downgrade
ALTER TABLE task DROP CONSTRAINT task_pkey;
