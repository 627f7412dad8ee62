-- deed:downgrade
ALTER SEQUENCE task_id_seq RENAME TO task_id_seq_replaced;
CREATE SEQUENCE task_id_seq AS integer;
ALTER SEQUENCE task_id_seq OWNED BY task.id;

-- The sequence goes on where the one before it stands: it gives no number twice.
SELECT setval('task_id_seq', last_value, is_called) FROM task_id_seq_replaced;

ALTER TABLE task ALTER COLUMN id DROP IDENTITY;
ALTER TABLE task ALTER COLUMN id SET DEFAULT nextval('task_id_seq'::regclass);
