from kis.recovery.programs import environment_of


def test_of_two_servers_the_one_that_can_be_written_is_dumped():
    options = {"target_session_attrs": "read-write", "sslmode": "require", "options": "-c jit=off"}
    told = environment_of({"NAME": "kis", "HOST": "a,b", "PORT": "1,2", "OPTIONS": options})
    assert (told["PGHOST"], told["PGPORT"]) == ("a,b", "1,2")
    assert told["PGTARGETSESSIONATTRS"] == "read-write"
    assert told["PGSSLMODE"] == "require"
    assert "PGOPTIONS" not in told or told["PGOPTIONS"] != "-c jit=off"
