-- What happened to media and to playlists, in the order in which this service heard of it. Whoever appends holds a lock until
-- its transaction ends, so ids become visible in ascending order: a reader that has seen one has seen all below it.
CREATE TABLE changes (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Whom it concerns; nobody: everyone.
    owner_id uuid,
    kind text NOT NULL,
    type text NOT NULL,
    subject uuid NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX changes_of_all ON changes (id) WHERE owner_id IS NULL;
CREATE INDEX changes_of_owner ON changes (owner_id, id) WHERE owner_id IS NOT NULL;

-- One row: up to where changes were deleted for their age.
CREATE TABLE changes_horizon (
    swept_through bigint NOT NULL
);
INSERT INTO changes_horizon VALUES (0);
