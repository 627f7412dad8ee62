-- deed:downgrade
CREATE SEQUENCE numbers;
ALTER SEQUENCE numbers OWNED BY task.id;

-- The sequence goes on where the one before it stands: it gives no number twice.
SELECT setval('numbers', last_value, is_called) FROM task_id_seq;

ALTER TABLE task ALTER COLUMN id DROP IDENTITY;
ALTER TABLE task ALTER COLUMN id SET DEFAULT nextval('numbers'::regclass);
