-- deed:upgrade
CREATE SEQUENCE task_id_seq;
ALTER TABLE task ALTER COLUMN id SET DEFAULT nextval('task_id_seq'::regclass);
ALTER SEQUENCE task_id_seq OWNED BY task.id;

-- The column has values already: the sequence goes on behind them.
SELECT setval('task_id_seq', greatest(max(id) + 1, 1), false) FROM task;
