-- deed:upgrade
-- PostgreSQL refuses a minimum above the sequence's present value.
SELECT setval('batch', greatest(last_value, 100), is_called AND last_value >= 100) FROM batch;

ALTER SEQUENCE batch MINVALUE 100 START WITH 100;

-- Fails where the sequence has counted further.
ALTER SEQUENCE ticket AS integer INCREMENT BY 5 CACHE 10 CYCLE;
