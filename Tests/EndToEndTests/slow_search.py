"""Makes searches wait in Postgres, which computes nothing meanwhile: what a slow disk or a lock does."""
import subprocess


def slow_down(postgres, least, most):
    """Each search from now on waits so many seconds. `postgres` is the administrator's address."""
    psql = ["psql", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", postgres, "-c"]
    function = "'media.search_media'::regproc"
    asked = f"SELECT pg_get_function_arguments({function}), pg_get_function_result({function}), pronargs FROM pg_proc WHERE oid = {function}"
    arguments, result, count = subprocess.run([*psql, asked], check=True, capture_output=True, text=True).stdout.strip().split("\t")
    parameters = ", ".join(f"${number + 1}" for number in range(int(count)))
    subprocess.run([*psql, f"""
        SET search_path = media;
        ALTER FUNCTION search_media RENAME TO search_media_at_once;
        CREATE FUNCTION search_media({arguments}) RETURNS {result} LANGUAGE plpgsql STABLE AS $$
        #variable_conflict use_column
        BEGIN
            PERFORM pg_sleep({least} + random() * {most - least});
            RETURN QUERY SELECT * FROM media.search_media_at_once({parameters});
        END $$"""], check=True)
