-- deed:downgrade
ALTER TABLE n_after RENAME TO m_before;
ALTER TABLE n RENAME TO m;
ALTER TABLE m RENAME COLUMN note TO old_note;
ALTER TABLE m RENAME CONSTRAINT speaks TO said;
ALTER INDEX n_new RENAME TO m_old;
ALTER INDEX n_after_note_idx RENAME TO m_before_old_note_idx;
