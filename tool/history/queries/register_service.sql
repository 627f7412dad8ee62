-- The service's row in the ownership table; who was faster wrote the same.
-- $1: service, $2: its version table
INSERT INTO deed.ownership (service, kind, object) VALUES ($1, 'service', $2) ON CONFLICT DO NOTHING
