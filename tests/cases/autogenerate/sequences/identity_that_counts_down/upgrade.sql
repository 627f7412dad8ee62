-- deed:upgrade
ALTER TABLE task ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (INCREMENT BY -1);

-- The column has values already: the sequence goes on behind them.
SELECT setval('task_id_seq', least(min(id) - 1, -1), false) FROM task;
