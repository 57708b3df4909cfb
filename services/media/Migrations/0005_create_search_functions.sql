-- Stems as operands of a tsquery, joined by an operator, in a place ('!' the title, '.' anywhere, '=' the type) of the bucket
-- put in for '#'; null without stems. They are quoted, though no word holds a quote: nobody's input becomes an operator.
CREATE FUNCTION search_operands(place text, stems text[], operator text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN '''#' || place || replace(
    replace(replace(nullif(array_to_string(stems, ' '), ''), '\', '\\'), '''', ''''''),
    ' ', ''' ' || operator || ' ''#' || place) || '''';

-- What a word that is still being typed may become: the stems of the lexicon's words that begin with it, without its own,
-- as alternatives in the title; null when there are none. When there are many, the index is asked for the prefix itself.
CREATE FUNCTION completions(prefix text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    own_stem text := (ts_lexize('english_stems', prefix))[1];
    stems text[];
    words bigint;
BEGIN
    SELECT array_agg(DISTINCT stem), count(*) INTO stems, words FROM (
        SELECT stem FROM lexicon
        WHERE word >= prefix AND word < prefix || chr(1114111) AND stem <> own_stem
        LIMIT 200) AS found;
    IF words = 200 OR cardinality(stems) > 40 THEN
        RETURN search_operands('!', ARRAY[prefix], '|') || ':*';
    END IF;
    RETURN search_operands('!', stems, '|');
END $$;

-- The tsqueries of classes 2 and 3, in which the last word is completed; null when it cannot be.
CREATE FUNCTION completed_templates(query text, stems tsvector, anywhere text) RETURNS text[]
LANGUAGE plpgsql STABLE AS $$
DECLARE
    last_word text;
    place smallint;
    completed text;
    others text[];
    in_title text;
BEGIN
    SELECT lexeme, positions[cardinality(positions)] INTO last_word, place
    FROM unnest(word_vector(query)) ORDER BY 2 DESC LIMIT 1;
    completed := completions(last_word);
    IF completed IS NULL THEN
        RETURN NULL;
    END IF;
    others := ARRAY(SELECT lexeme FROM unnest(stems) WHERE positions <> ARRAY[place]);
    in_title := concat_ws(' & ', search_operands('!', others, '&'), '(' || completed || ')');
    RETURN ARRAY[
        in_title || ' & !(' || anywhere || ')',
        replace(in_title, '''#!', '''#.') || ' & !(' || anywhere || ') & !(' || in_title || ')'];
END $$;

-- The stems of a search: of its first 16 words, because each further one is paid for in every bucket.
CREATE FUNCTION asked_stems(query text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    stems tsvector := stem_vector(query);
BEGIN
    IF length(stems) <= 16 THEN
        RETURN stems;
    END IF;
    RETURN ts_delete(stems, ARRAY(SELECT lexeme FROM unnest(stems) WHERE positions[1] > 16));
END $$;

-- One page of a search: best class first, newest first within it, after the item (after_class, after_ordinal). The classes
-- exclude one another, so no item comes twice:
--   0 all words in the title                         1 all words in the title or the description
--   2 the last word completed, all in the title      3 the last word completed, all in either
-- It reads one bucket after another and stops when `wanted` items are found: a page costs the same at any depth.
CREATE FUNCTION search_media(query text, kind text, after_class integer, after_ordinal bigint, wanted integer)
RETURNS TABLE (class integer, item media_items)
LANGUAGE plpgsql STABLE ROWS 20
SET search_path FROM CURRENT
SET plan_cache_mode = force_generic_plan
SET jit = off
-- A session that made its plan while the table was small must not keep a sequential scan.
SET enable_seqscan = off
AS $$
DECLARE
    asked text := left(query, 200);
    stems tsvector := asked_stems(asked);
    of_kind text := coalesce(' & ' || search_operands('=', ARRAY[kind], '&'), '');
    in_title text := search_operands('!', tsvector_to_array(stems), '&');
    anywhere text := replace(in_title, '''#!', '''#.');
    templates text[] := ARRAY[in_title, anywhere || ' & !(' || in_title || ')'];
    template text;
    newest bigint := (SELECT last_value FROM media_items_ordinal_seq);
    below bigint := least(after_ordinal, newest + 1);
    found_here integer;
BEGIN
    FOR rank IN coalesce(after_class, 0)..3 LOOP
        IF rank > 1 AND cardinality(templates) = 2 THEN
            templates := templates || completed_templates(asked, stems, anywhere);
        END IF;
        template := '(' || templates[rank + 1] || ')' || of_kind;
        EXIT WHEN template IS NULL;
        RETURN QUERY
        SELECT rank, hit.item
        FROM generate_series(search_bucket(below), 0, -1) AS bucket
        CROSS JOIN LATERAL (
            SELECT candidate AS item FROM media_items AS candidate
            WHERE search_terms(candidate.ordinal, candidate.type, candidate.title, candidate.description)
                  @@ replace(template, '#', to_hex(bucket))::tsquery
              AND candidate.deleted_at IS NULL AND candidate.ordinal < below
            ORDER BY candidate.ordinal DESC LIMIT wanted) AS hit
        LIMIT wanted;
        GET DIAGNOSTICS found_here = ROW_COUNT;
        wanted := wanted - found_here;
        EXIT WHEN wanted <= 0;
        below := newest + 1;
    END LOOP;
END $$;

-- The search with each word that nobody knows replaced by the most similar one that is known; null when there is nothing
-- to replace or nothing similar. Between equally similar words the commoner one wins.
CREATE FUNCTION suggest_search(query text) RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
DECLARE
    typed text;
    similar_word text;
    words text[] := '{}';
    replaced boolean := false;
BEGIN
    -- Two swapped letters of a short word leave less than the usual 0.3. Here, because a function's own SET of it is
    -- refused until pg_trgm is loaded.
    PERFORM set_config('pg_trgm.similarity_threshold', '0.2', true);
    FOR typed IN
        SELECT lexeme FROM unnest(word_vector(left(query, 200))) ORDER BY positions[1] LIMIT 12
    LOOP
        IF NOT EXISTS (SELECT FROM lexicon WHERE word = typed) THEN
            SELECT word INTO similar_word FROM lexicon WHERE word % typed
            ORDER BY similarity(word, typed) DESC, items DESC, word LIMIT 1;
            IF NOT FOUND THEN
                RETURN NULL;
            END IF;
            typed := similar_word;
            replaced := true;
        END IF;
        words := words || typed;
    END LOOP;
    RETURN CASE WHEN replaced THEN array_to_string(words, ' ') END;
END $$;
