-- What the server and the role are fit for: making databases, and copying them without a thought for a crash.
-- No parameters.
SELECT r.rolcreatedb OR r.rolsuper,
       pg_catalog.current_setting('fsync') = 'off',
       r.rolname
  FROM pg_catalog.pg_roles r
 WHERE r.rolname = current_user;
