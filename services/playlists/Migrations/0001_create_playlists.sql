-- Names of owners, a copy of auth's facts.
CREATE TABLE owners (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    version bigint NOT NULL DEFAULT 0
);

CREATE TABLE playlists (
    id uuid PRIMARY KEY,
    owner_id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL DEFAULT '',
    is_public boolean NOT NULL DEFAULT false,
    item_count integer NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX playlists_of_owner ON playlists (owner_id, created_at DESC, id DESC);
CREATE INDEX playlists_public ON playlists (created_at DESC, id DESC) WHERE is_public;

-- Entries stand in the order of their rank. Ranks leave gaps, so that an insertion or a move touches one row.
CREATE TABLE items (
    id uuid PRIMARY KEY,
    playlist_id uuid NOT NULL REFERENCES playlists ON DELETE CASCADE,
    media_id uuid NOT NULL,
    rank bigint NOT NULL,
    added_at timestamptz NOT NULL
);
CREATE INDEX items_in_order ON items (playlist_id, rank, id);
CREATE INDEX items_of_media ON items (media_id);

-- What playlists show of media: a copy of media's facts. A removed one stays as a tombstone, so that an older fact that
-- comes late does not bring it back.
CREATE TABLE media (
    id uuid PRIMARY KEY,
    type text NOT NULL,
    source text NOT NULL,
    title text NOT NULL,
    artist text,
    album text,
    duration_seconds double precision,
    thumbnail_url text,
    version bigint NOT NULL,
    is_removed boolean NOT NULL DEFAULT false
);
