CREATE TABLE team (id bigint PRIMARY KEY, lead_id bigint, CONSTRAINT team_id_lead_id_key UNIQUE (id, lead_id));
CREATE TABLE member (
  id bigint PRIMARY KEY,
  team_id bigint REFERENCES team ON DELETE RESTRICT ON UPDATE SET DEFAULT,
  lead_id bigint,
  FOREIGN KEY (team_id, lead_id) REFERENCES team (id, lead_id) MATCH FULL,
  CONSTRAINT member_lead FOREIGN KEY (team_id, lead_id) REFERENCES team (id, lead_id) ON DELETE SET NULL (lead_id) DEFERRABLE
);
ALTER TABLE team ADD CONSTRAINT team_lead FOREIGN KEY (lead_id) REFERENCES member ON DELETE SET NULL ON UPDATE CASCADE
  DEFERRABLE INITIALLY DEFERRED;
