-- deed:upgrade
ALTER TABLE task ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- The column has values already: the sequence goes on behind them.
SELECT setval('task_id_seq', greatest(max(id) + 1, 1), false) FROM task;
