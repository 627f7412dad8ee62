SELECT id, (at).x, (at).y, (at).label, at IS DISTINCT FROM NULL AS is_there, (odd)."a b" FROM shop ORDER BY id
