import pytest

from expect import eventually, problem, wrong_fields


def titles(reply):
    assert reply.status == 200, reply.body
    return [item["title"] for item in reply.items]


def test_words_are_found_whatever_their_case(library, member):
    for query in ("harbour", "HARBOUR", "quiet harbour"):
        assert any("Quiet Harbour" in title for title in titles(member.get("/media/search", q=query)))


def test_the_beginning_of_a_word_is_enough(library, member):
    assert any("Harbour" in title for title in titles(member.get("/media/search", q="harb")))


def test_a_near_miss_is_found_or_suggested(library, member):
    reply = member.get("/media/search", q="lihgthouse")
    assert any("Lighthouse" in title for title in titles(reply)) or "lighthouse" in reply.json.get("suggestion", "").lower()


def test_results_can_be_narrowed_by_type(library, member):
    assert {item["type"] for item in member.get("/media/search", q="harbour", type="movie").items} == {"movie"}


def test_a_title_counts_for_more_than_a_description(library, admin):
    in_description, in_title = (library.item(path) for path in ("Photos/Dawn.jpg", "Photos/Evening.webp"))
    word = "xylograph"
    try:
        assert admin.patch(f"/media/{in_description['id']}", {"description": f"a {word}"}).status == 200
        assert admin.patch(f"/media/{in_title['id']}", {"title": f"The {word}"}).status == 200
        found = eventually(lambda: (seen := admin.get("/media/search", q=word).items) and len(seen) == 2 and seen)
        assert [item["id"] for item in found] == [in_title["id"], in_description["id"]]
    finally:
        for item in (in_description, in_title):
            admin.patch(f"/media/{item['id']}", {"title": item["title"], "description": item["description"]})


def test_pages_of_a_search_visit_each_hit_once(library, member):
    whole = [item["id"] for item in member.get("/media/search", q="harbour", limit=100).items]
    walked = [item["id"] for page in member.walk("/media/search", q="harbour", limit=1) for item in page["items"]]
    assert sorted(walked) == sorted(whole) and len(set(walked)) == len(walked) >= 3


def test_what_is_not_there_is_an_empty_page(library, member):
    reply = member.get("/media/search", q="qqzzxxwwvv")
    assert reply.status == 200 and reply.items == [] and reply.json["hasMore"] is False


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "x" * 201}])
def test_a_query_has_between_one_and_two_hundred_characters(member, query):
    assert wrong_fields(member.get("/media/search", **query)) == {"q"}


@pytest.mark.parametrize("query", ["'", '"', "a & b", "a:*", "!", "()", "\\", "%", "_", "a | !b <-> c", "🎬", "O'Brien; DROP TABLE x"])
def test_what_means_something_to_a_database_is_only_text(library, member, query):
    assert member.get("/media/search", q=query).status == 200


@pytest.mark.parametrize("raw", ["%ff%fe", "%c3%28", "a%00b", "%"])
def test_what_is_not_text_is_refused(member, raw):
    reply = member.get(f"/media/search?q={raw}")
    assert reply.status in (400, 422)
    problem(reply, reply.status)
