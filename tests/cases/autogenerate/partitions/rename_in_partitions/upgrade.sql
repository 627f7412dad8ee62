-- deed:upgrade
ALTER TABLE m RENAME TO n;
ALTER TABLE m_before RENAME TO n_after;
ALTER TABLE n RENAME COLUMN old_note TO note;
ALTER TABLE n RENAME CONSTRAINT said TO speaks;
ALTER INDEX m_old RENAME TO n_new;
ALTER INDEX m_before_old_note_idx RENAME TO n_after_note_idx;
