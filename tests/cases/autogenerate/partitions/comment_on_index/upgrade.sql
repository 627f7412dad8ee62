-- deed:upgrade
COMMENT ON INDEX log_id IS 'finds one';
