-- deed:downgrade
ALTER TABLE child NO INHERIT q;
ALTER TABLE child INHERIT p;
