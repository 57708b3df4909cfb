-- What the scanner knows of the folders: one row a file, one row a scan.
CREATE TABLE scans (
    id uuid PRIMARY KEY,
    library_id uuid NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'finished', 'failed')),
    job_id text,
    requested_by uuid,
    started_at timestamptz NOT NULL DEFAULT now(),
    -- When its worker was last heard of.
    touched_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz,
    files_seen bigint NOT NULL DEFAULT 0,
    files_changed bigint NOT NULL DEFAULT 0,
    files_missing bigint NOT NULL DEFAULT 0,
    error text
);

CREATE UNIQUE INDEX scans_one_running ON scans (library_id) WHERE state = 'running';
CREATE INDEX scans_of_library ON scans (library_id, started_at DESC);

-- pending: to be probed. ready: probed, media_id is its item. failed: refused, error says why.
-- missing: not seen by the last scan; its item waits to be adopted by a moved file, else is tombstoned.
-- ignored: an admin removed the item; the unchanged file must not bring it back.
CREATE TABLE files (
    id uuid NOT NULL UNIQUE,
    library_id uuid NOT NULL REFERENCES libraries (id) ON DELETE CASCADE,
    path text COLLATE "C" NOT NULL,
    size bigint NOT NULL,
    modified_ns bigint NOT NULL,
    inode bigint NOT NULL,
    scan_id uuid NOT NULL,
    media_id uuid REFERENCES media_items (id),
    missing_since timestamptz,
    state text NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'ready', 'failed', 'missing', 'ignored')),
    content_hash text,
    content_type text NOT NULL DEFAULT '',
    error text,
    -- Its content is known under another path: a move, perhaps. The end of the walk tells; until then no job looks at it.
    is_held boolean NOT NULL DEFAULT false,
    -- The scan that had it probed, and what came of it.
    probed_in uuid,
    outcome text CHECK (outcome IN ('added', 'changed', 'failed')),
    PRIMARY KEY (library_id, path)
-- Each scan stamps each row with its id; the spare room keeps those updates on their page (HOT).
) WITH (fillfactor = 85);

CREATE UNIQUE INDEX files_media ON files (media_id) WHERE media_id IS NOT NULL;
CREATE INDEX files_content ON files (content_hash);
CREATE INDEX files_probed_in ON files (probed_in) WHERE probed_in IS NOT NULL;
CREATE INDEX files_pending ON files (library_id) WHERE state = 'pending';
