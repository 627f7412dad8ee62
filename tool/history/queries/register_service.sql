-- A row of the service in the ownership table with which it begins; who was faster wrote the same.
-- $1: service, $2: kind, $3: its version table as it is registered, or its tenants' pattern
INSERT INTO deed.ownership (service, kind, object) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
