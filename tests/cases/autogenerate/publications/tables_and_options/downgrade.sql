-- deed:downgrade
ALTER PUBLICATION feed DROP TABLE log;
DROP PUBLICATION news;
ALTER PUBLICATION feed SET (publish = 'insert, update, delete, truncate', publish_via_partition_root = false);

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
ALTER PUBLICATION feed ADD TABLE item;
