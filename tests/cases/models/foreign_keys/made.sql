CREATE TABLE team (
    id bigint,
    lead_id bigint,
    PRIMARY KEY (id),
    CONSTRAINT team_id_lead_id_key UNIQUE (id, lead_id)
);
CREATE TABLE member (
    id bigint,
    team_id bigint,
    lead_id bigint,
    PRIMARY KEY (id)
);
ALTER TABLE team ADD CONSTRAINT team_lead FOREIGN KEY (lead_id) REFERENCES member ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE member ADD FOREIGN KEY (team_id) REFERENCES team ON UPDATE SET DEFAULT ON DELETE RESTRICT;
ALTER TABLE member ADD FOREIGN KEY (team_id, lead_id) REFERENCES public.team (id, lead_id) MATCH FULL;
ALTER TABLE member ADD CONSTRAINT member_lead FOREIGN KEY (team_id, lead_id) REFERENCES team (id, lead_id) ON DELETE SET NULL (lead_id) DEFERRABLE;
