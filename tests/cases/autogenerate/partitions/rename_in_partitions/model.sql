-- deed:renamed-from m
CREATE TABLE n (a integer NOT NULL,
  -- deed:renamed-from old_note
  note text, CONSTRAINT speaks CHECK (note <> '')) PARTITION BY RANGE (a);
CREATE INDEX n_new ON n (note);
-- deed:renamed-from m_before
CREATE TABLE n_after PARTITION OF n FOR VALUES FROM (0) TO (10);
