-- Adds one row.
-- $1: service, $2: kind, $3: object, $4: other service, $5: accesses, $6: revision
INSERT INTO deed.ownership (service, kind, object, with_service, accesses, revision) VALUES ($1, $2, $3, $4, $5::text[], $6)
