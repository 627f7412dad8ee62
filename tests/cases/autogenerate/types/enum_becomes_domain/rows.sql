SELECT id, state::text FROM task
