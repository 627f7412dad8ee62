-- deed:downgrade
ALTER PUBLICATION conditions DROP TABLE item;
ALTER PUBLICATION members DROP TABLE item;
ALTER PUBLICATION members DROP TABLE news;
DROP PUBLICATION widened;
ALTER PUBLICATION members DROP TABLES IN SCHEMA shop;
CREATE SCHEMA gone;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
ALTER PUBLICATION conditions ADD TABLE item WHERE ((price > 5));
ALTER PUBLICATION members ADD TABLE item WHERE ((price > 1));
ALTER PUBLICATION members ADD TABLE log;

CREATE PUBLICATION dropped FOR TABLE item;
ALTER PUBLICATION options SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);
COMMENT ON PUBLICATION options IS 'old';
CREATE PUBLICATION widened FOR TABLE item;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
-- Only a superuser may publish all tables or a whole schema.
ALTER PUBLICATION members ADD TABLES IN SCHEMA gone;
