-- Every word that stands in the catalogue, with its stem. It completes prefixes and corrects typing errors.
-- A word may stand here twice: being unique would make one writer of a new word wait for another.
CREATE TABLE lexicon (
    word text COLLATE "C" NOT NULL,
    stem text COLLATE "C" NOT NULL,
    items integer NOT NULL DEFAULT 1
);

CREATE INDEX lexicon_word ON lexicon (word) INCLUDE (stem);
CREATE INDEX lexicon_similar ON lexicon USING gin (word gin_trgm_ops) WITH (fastupdate = off);

-- Adds the words that are not known yet.
CREATE FUNCTION learn_words(texts text[]) RETURNS void
LANGUAGE sql SET search_path FROM CURRENT
BEGIN ATOMIC
    INSERT INTO lexicon (word, stem)
    SELECT fresh.word, coalesce((ts_lexize('english_stems', fresh.word))[1], fresh.word)
    FROM (
        SELECT DISTINCT entry.lexeme COLLATE "C" AS word
        FROM unnest(texts) AS text, unnest(word_vector(text)) AS entry
    ) AS fresh
    WHERE NOT EXISTS (SELECT FROM lexicon WHERE lexicon.word = fresh.word);
END;

-- A bulk load switches this off (begin_bulk_load) and calls rebuild_lexicon() when it is through.
CREATE FUNCTION learn_inserted_words() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF current_setting('media.bulk_load', true) IS DISTINCT FROM 'on' THEN
        PERFORM learn_words(array_agg(title || ' ' || description)) FROM inserted;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION learn_updated_words() RETURNS trigger
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM learn_words(ARRAY[NEW.title || ' ' || NEW.description]);
    RETURN NULL;
END $$;

CREATE TRIGGER learn_inserted_words AFTER INSERT ON media_items
    REFERENCING NEW TABLE AS inserted
    FOR EACH STATEMENT EXECUTE FUNCTION learn_inserted_words();

CREATE TRIGGER learn_updated_words AFTER UPDATE OF title, description ON media_items
    FOR EACH ROW WHEN (OLD.title <> NEW.title OR OLD.description <> NEW.description)
    EXECUTE FUNCTION learn_updated_words();

-- Makes the lexicon anew from what is in the catalogue, forgets words that have left it, and counts.
CREATE FUNCTION rebuild_lexicon() RETURNS bigint
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
    words bigint;
BEGIN
    LOCK TABLE lexicon IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM lexicon;
    INSERT INTO lexicon (word, stem, items)
    SELECT word, coalesce((ts_lexize('english_stems', word))[1], word), ndoc
    FROM ts_stat('SELECT word_vector(title || '' '' || description) FROM media_items WHERE deleted_at IS NULL');
    GET DIAGNOSTICS words = ROW_COUNT;
    RETURN words;
END $$;
