from expect import problem


def test_a_job_is_shown_to_administrators_and_to_nobody_without_a_stake(library, admin, member):
    job = library.start_scan()
    assert admin.get(f"/jobs/{job}").status == 200
    reply = member.get(f"/jobs/{job}")
    assert reply.status in (403, 404)
    problem(reply, reply.status)


def test_an_unknown_job_is_not_found(admin):
    problem(admin.get("/jobs/0190a5b4-0000-7000-8000-000000000000"), 404, "not-found")
