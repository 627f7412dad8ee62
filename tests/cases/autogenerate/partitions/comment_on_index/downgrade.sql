-- deed:downgrade
COMMENT ON INDEX log_id IS NULL;
