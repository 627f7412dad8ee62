CREATE TABLE m (a integer NOT NULL, old_note text, CONSTRAINT said CHECK (old_note <> '')) PARTITION BY RANGE (a);
CREATE INDEX m_old ON m (old_note);
CREATE TABLE m_before PARTITION OF m FOR VALUES FROM (0) TO (10);
