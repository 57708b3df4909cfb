-- Plays by day, and the trending order that is kept from them: the plays of the last 7 days, each day worth 0.8 of the next.
CREATE TABLE play_days (
    day date NOT NULL,
    media_id uuid NOT NULL REFERENCES media_items (id) ON DELETE CASCADE,
    plays bigint NOT NULL,
    PRIMARY KEY (day, media_id)
);

CREATE TABLE trending (
    media_id uuid PRIMARY KEY REFERENCES media_items (id) ON DELETE CASCADE,
    score double precision NOT NULL
-- Scores change often: spare room keeps the table from spreading.
) WITH (fillfactor = 70);

CREATE INDEX trending_best ON trending (score DESC, media_id);

-- One row: the day that the scores of `trending` are relative to.
CREATE TABLE trending_day (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    day date NOT NULL
);

INSERT INTO trending_day (day) VALUES ((now() AT TIME ZONE 'UTC')::date);

-- Moves the scores to today, when today is not what they are relative to. True when it did. Cheap to ask at any time.
CREATE FUNCTION roll_trending() RETURNS boolean
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
    IF EXISTS (SELECT FROM trending_day WHERE day >= today) THEN
        RETURN false;
    END IF;
    UPDATE trending_day SET day = today WHERE day < today;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    DELETE FROM trending;
    DELETE FROM play_days WHERE day < today - 30;
    INSERT INTO trending (media_id, score)
    SELECT media_id, sum(plays * 0.8 ^ (today - day)) FROM play_days
    WHERE day > today - 7 GROUP BY media_id;
    RETURN true;
END $$;

-- Counts a batch of plays, and says how many it counted. Plays of unknown or removed items are left out. Exactly-once is
-- the caller's: the inbox row stands in the same transaction.
CREATE FUNCTION count_plays(media_ids uuid[], played_at timestamptz[]) RETURNS bigint
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    today date;
    counted bigint;
BEGIN
    PERFORM roll_trending();
    SELECT day INTO today FROM trending_day FOR SHARE;
    WITH played AS (
        SELECT media_id, least((at AT TIME ZONE 'UTC')::date, today) AS day, count(*) AS plays
        FROM unnest(media_ids, played_at) AS play (media_id, at)
        WHERE EXISTS (SELECT FROM media_items WHERE id = media_id AND deleted_at IS NULL)
        GROUP BY 1, 2
    ), days AS (
        -- Sorted, so that two batches lock rows in one order.
        INSERT INTO play_days (day, media_id, plays)
        SELECT day, media_id, plays FROM played ORDER BY day, media_id
        ON CONFLICT (day, media_id) DO UPDATE SET plays = play_days.plays + excluded.plays
    ), scores AS (
        INSERT INTO trending (media_id, score)
        SELECT media_id, sum(plays * 0.8 ^ (today - day)) FROM played
        WHERE day > today - 7 GROUP BY media_id ORDER BY media_id
        ON CONFLICT (media_id) DO UPDATE SET score = trending.score + excluded.score
    )
    SELECT coalesce(sum(plays), 0) INTO counted FROM played;
    RETURN counted;
END $$;
