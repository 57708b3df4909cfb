-- Stems as operands of a tsquery, joined by an operator, in a place ('!' the title, '.' anywhere) of the bucket put in for
-- '#'; null without stems. They are quoted, though no word holds a quote: a search is never a query of its author's.
CREATE FUNCTION search_operands(place text, stems text[], operator text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN '''#' || place || replace(
    replace(replace(nullif(array_to_string(stems, ' '), ''), '\', '\\'), '''', ''''''),
    ' ', ''' ' || operator || ' ''#' || place) || '''';

-- Completions of the last word of a search: the stems of the lexicon's words that begin with it, other than its own.
-- More than 40 are not listed: then the prefix itself is looked up in the index.
CREATE FUNCTION completions(place text, prefix text, own_stem text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path FROM CURRENT AS $$
DECLARE
    stems text[];
BEGIN
    stems := ARRAY(
        SELECT DISTINCT stem FROM (
            SELECT stem FROM lexicon
            WHERE word >= prefix AND word < prefix || chr(1114111) AND stem <> own_stem
            LIMIT 200) AS found);
    IF cardinality(stems) > 40 THEN
        RETURN search_operands(place, ARRAY[prefix], '|') || ':*';
    END IF;
    RETURN search_operands(place, stems, '|');
END $$;

-- The tsquery of one class of matches, '#' for the bucket; null when nothing can be in it. No item is in two classes:
--   0 all words in the title                         1 all words in the title or the description
--   2 the last word completed, all in the title      3 the last word completed, all in either
CREATE FUNCTION search_template(query text, kind text, class integer) RETURNS text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    stems tsvector := stem_vector(query);
    in_title text := search_operands('!', tsvector_to_array(stems), '&');
    anywhere text := search_operands('.', tsvector_to_array(stems), '&');
    last_word record;
    others text[];
    title_completed text;
    completed text;
    template text;
BEGIN
    IF class = 0 THEN
        template := in_title;
    ELSIF class = 1 THEN
        template := anywhere || ' & !(' || in_title || ')';
    ELSE
        SELECT lexeme, positions[cardinality(positions)] AS place INTO last_word
        FROM unnest(word_vector(query)) ORDER BY place DESC LIMIT 1;
        others := ARRAY(SELECT lexeme FROM unnest(stems) WHERE positions <> ARRAY[last_word.place]);
        completed := completions('!', last_word.lexeme, (ts_lexize('english_stems', last_word.lexeme))[1]);
        title_completed := concat_ws(' & ', search_operands('!', others, '&'), '(' || completed || ')');
        IF class = 2 THEN
            template := title_completed || ' & !(' || anywhere || ')';
        ELSE
            completed := replace(completed, '''#!', '''#.');
            template := concat_ws(' & ', search_operands('.', others, '&'), '(' || completed || ')')
                || ' & !(' || anywhere || ') & !(' || title_completed || ')';
        END IF;
        IF completed IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    RETURN '(' || template || ')' || coalesce(' & ''#=' || kind || '''', '');
END $$;

-- One page of a search: best class first, newest first within it, after the item (after_class, after_ordinal).
-- It reads one bucket after another and stops when `wanted` items are found, so a page costs the same at any depth.
CREATE FUNCTION search_media(query text, kind text, after_class integer, after_ordinal bigint, wanted integer)
RETURNS TABLE (class integer, ordinal bigint, id uuid)
LANGUAGE plpgsql STABLE ROWS 20
SET search_path FROM CURRENT
SET plan_cache_mode = force_generic_plan
SET jit = off
-- A session that made its plan while the table was small must not keep a sequential scan.
SET enable_seqscan = off
AS $$
DECLARE
    template text;
    found_here integer;
    newest bigint := (SELECT last_value FROM media_items_ordinal_seq);
    below bigint := coalesce(after_ordinal, newest + 1);
BEGIN
    query := left(query, 200);
    FOR rank IN coalesce(after_class, 0)..3 LOOP
        template := search_template(query, kind, rank);
        IF template IS NOT NULL THEN
            RETURN QUERY
            SELECT rank, hit.ordinal, hit.id
            FROM generate_series(search_bucket(below), 0, -1) AS bucket
            CROSS JOIN LATERAL (
                SELECT item.ordinal, item.id FROM media_items AS item
                WHERE search_terms(item.ordinal, item.type, item.title, item.description)
                      @@ replace(template, '#', to_hex(bucket))::tsquery
                  AND item.deleted_at IS NULL AND item.ordinal < below
                ORDER BY item.ordinal DESC LIMIT wanted) AS hit
            LIMIT wanted;
            GET DIAGNOSTICS found_here = ROW_COUNT;
            wanted := wanted - found_here;
            EXIT WHEN wanted <= 0;
        END IF;
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
