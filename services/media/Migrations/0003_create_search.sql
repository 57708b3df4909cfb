-- How text becomes words: accents folded, English stems, no stop words ("The Who" and "It" are titles).
CREATE TEXT SEARCH DICTIONARY english_stems (TEMPLATE = snowball, LANGUAGE = english);

CREATE TEXT SEARCH CONFIGURATION search_stems (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search_stems
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart WITH english_stems;
ALTER TEXT SEARCH CONFIGURATION search_stems
    ALTER MAPPING FOR word, numword, hword, numhword, hword_part, hword_numpart WITH unaccent, english_stems;

-- The same words as they are written, for prefixes and suggestions.
CREATE TEXT SEARCH CONFIGURATION search_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION search_words
    ALTER MAPPING FOR word, numword, hword, numhword, hword_part, hword_numpart WITH unaccent, simple;

-- Text made harmless for the parser: without its marks nothing looks like a host, a path, an address, a tag or a signed
-- number. Only the first 10 000 characters count, and runs longer than any word go: a lexeme that long is an error.
CREATE FUNCTION searchable_text(text text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    CASE
        WHEN octet_length(text) < 2000 AND octet_length(text) = length(text) THEN text
        ELSE regexp_replace(normalize(left(text, 10000), NFKC), '\S{200,}', ' ', 'g')
    END,
    './\-_@:%&=?#+~<>''', '                 ');

CREATE FUNCTION stem_vector(text text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('search_stems', searchable_text(text));

CREATE FUNCTION word_vector(text text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN to_tsvector('search_words', searchable_text(text));

-- 16 384 items share a bucket: few enough to fetch and sort what a common word finds in one, and few buckets to look into
-- in vain for a rare one.
CREATE FUNCTION search_bucket(ordinal bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN ordinal >> 14;

-- What the index holds of an item. Each term starts with the item's bucket, so a search looks into the newest bucket first
-- and stops when its page is full: "1f=movie" the type, "1f!batman" a stem of the title, "1f.batman" a stem of either text.
CREATE FUNCTION search_terms(ordinal bigint, type text, title text, description text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    bucket text := to_hex(search_bucket(ordinal));
BEGIN
    RETURN array_to_tsvector(string_to_array(
        bucket || '=' || type
        || ' ' || bucket || '!'
        || array_to_string(tsvector_to_array(stem_vector(title)), ' ' || bucket || '!')
        || ' ' || bucket || '.'
        || array_to_string(tsvector_to_array(stem_vector(title || ' ' || description)), ' ' || bucket || '.'),
        ' '));
END $$;

-- Without fastupdate a search never has to read a list of what is not yet sorted in.
CREATE INDEX media_items_search ON media_items
    USING gin (search_terms(ordinal, type, title, description)) WITH (fastupdate = off)
    WHERE deleted_at IS NULL;

-- Nobody plans by these statistics, and ANALYZE would compute the terms of 30 000 rows to make them.
ALTER INDEX media_items_search ALTER COLUMN 1 SET STATISTICS 0;

-- Around a COPY of many items, in its transaction: the terms are gathered and sorted in once, in half of the time. Searches
-- wait until it commits. The lexicon is not taught either: rebuild_lexicon() afterwards.
CREATE FUNCTION begin_bulk_load() RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    ALTER INDEX media_items_search SET (fastupdate = on);
    PERFORM set_config('media.bulk_load', 'on', true);
    PERFORM set_config('gin_pending_list_limit', '256MB', true);
    PERFORM set_config('maintenance_work_mem', '256MB', true);
END $$;

CREATE FUNCTION end_bulk_load() RETURNS void
LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM gin_clean_pending_list('media_items_search');
    ALTER INDEX media_items_search SET (fastupdate = off);
    PERFORM set_config('media.bulk_load', 'off', true);
END $$;
