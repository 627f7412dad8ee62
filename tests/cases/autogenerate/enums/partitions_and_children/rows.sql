SELECT 'task', id::text, state::text FROM task UNION ALL SELECT 'log', before::text, state::text FROM log UNION ALL SELECT 'by_state', id::text, state::text FROM by_state ORDER BY 1, 2
