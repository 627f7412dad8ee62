-- deed:upgrade
ALTER PUBLICATION feed DROP TABLE item;
ALTER PUBLICATION feed SET (publish = 'insert', publish_via_partition_root = false);

-- Subscriptions take it up with ALTER SUBSCRIPTION ... REFRESH PUBLICATION.
ALTER PUBLICATION feed ADD TABLE log;

CREATE PUBLICATION news FOR TABLE item, log;
