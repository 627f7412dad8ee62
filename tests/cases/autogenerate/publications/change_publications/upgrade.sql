-- deed:upgrade
ALTER PUBLICATION conditions DROP TABLE item;
ALTER PUBLICATION members DROP TABLE item;
ALTER PUBLICATION members DROP TABLE log;
DROP PUBLICATION dropped;
DROP PUBLICATION widened;
ALTER PUBLICATION members DROP TABLES IN SCHEMA gone;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
ALTER PUBLICATION conditions ADD TABLE item WHERE ((price > 7));
ALTER PUBLICATION members ADD TABLE item;
ALTER PUBLICATION members ADD TABLE news;

ALTER PUBLICATION options SET (publish = 'insert, update', publish_via_partition_root = true);
COMMENT ON PUBLICATION options IS 'new';

-- Only a superuser may publish all tables or a whole schema.
CREATE PUBLICATION widened FOR ALL TABLES;

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
-- Only a superuser may publish all tables or a whole schema.
ALTER PUBLICATION members ADD TABLES IN SCHEMA shop;

DROP SCHEMA gone;
