-- Takes one row away.
-- $1: service, $2: kind, $3: object, $4: other service
DELETE FROM deed.ownership WHERE service = $1 AND kind = $2 AND object = $3 AND with_service = $4
