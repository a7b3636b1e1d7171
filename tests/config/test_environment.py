"""Configuration from the environment: what it may say, and how a wrong value is named."""

from pathlib import Path

import pytest

from jishi.config.environment import KNOWN, ConfigurationError, read_environment


def test_nothing_set_gives_a_ledger_in_the_users_data_folder():
    environment = read_environment({"XDG_DATA_HOME": "/data"})
    assert environment.home == Path("/data/jishi")
    assert environment.database.name == "/data/jishi/ledger.sqlite3"
    assert environment.hosts == ("127.0.0.1", "localhost", "[::1]")
    assert environment.timezone == "Asia/Shanghai"
    assert (environment.import_max_mb, environment.import_max_rows) == (50, 200_000)
    assert (environment.https, environment.demo, environment.dev) == (False, False, False)


def test_an_empty_value_counts_as_not_set():
    bare = {"XDG_DATA_HOME": "/data"}
    assert read_environment(bare) == read_environment(bare | dict.fromkeys(KNOWN, ""))


def test_each_setting_is_taken_over():
    environment = read_environment(
        {
            "JISHI_HOME": "/srv/jishi",
            "JISHI_DATABASE_URL": "postgresql://ledger:p%40ss@db.local:5433/jishi?sslmode=require",
            "JISHI_HOSTS": "jishi.example.gov.cn, 10.0.0.8",
            "JISHI_HTTPS": "1",
            "JISHI_TIMEZONE": "Asia/Urumqi",
            "JISHI_IMPORT_MAX_MB": "8",
            "JISHI_IMPORT_MAX_ROWS": "5000",
        }
    )
    database = environment.database
    assert (database.engine, database.host, database.port) == ("postgresql", "db.local", "5433")
    assert (database.user, database.password, database.name) == ("ledger", "p@ss", "jishi")
    assert database.options == {"sslmode": "require"}
    assert environment.hosts == ("jishi.example.gov.cn", "10.0.0.8")
    assert environment.https
    assert environment.timezone == "Asia/Urumqi"
    assert (environment.import_max_mb, environment.import_max_rows) == (8, 5000)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JISHI_HOSTS", "http://jishi.example"),
        ("JISHI_HOSTS", "jishi.example:8000"),
        ("JISHI_HOSTS", "*"),
        ("JISHI_HOSTS", ","),
        ("JISHI_HTTPS", "yes"),
        ("JISHI_DEMO", "2"),
        ("JISHI_TIMEZONE", "Asia/Jixi"),
        ("JISHI_TIMEZONE", "../etc/passwd"),
        ("JISHI_IMPORT_MAX_MB", "50MB"),
        ("JISHI_IMPORT_MAX_MB", "0"),
        ("JISHI_IMPORT_MAX_MB", "-1"),
        ("JISHI_IMPORT_MAX_ROWS", "1e6"),
        ("JISHI_IMPORT_MAX_ROWS", "２００"),
        ("JISHI_IMPORT_MAX_ROWS", "99999999999"),
    ],
)
def test_a_wrong_value_is_named_in_one_line_with_the_way_out(name, value):
    with pytest.raises(ConfigurationError) as wrong:
        read_environment({name: value})
    line = str(wrong.value)
    assert f"{name}={value}" in line
    assert "请" in line
    assert "\n" not in line


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root:hunter2@host/jishi",
        "postgresql://u:hunter2@host/",
        "postgresql://u:hunter2@host:port/jishi",
        "postgresql://u:hunter2@host/jishi?sslmod=require",
        "sqlite://hunter2/ledger",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///srv/jishi/ledger.sqlite3",
        "/srv/hunter2.sqlite3",
    ],
)
def test_a_wrong_database_address_is_refused_without_repeating_its_password(url, tmp_path):
    with pytest.raises(ConfigurationError, match="JISHI_DATABASE_URL") as wrong:
        read_environment({"JISHI_HOME": str(tmp_path), "JISHI_DATABASE_URL": url})
    assert "hunter2" not in str(wrong.value)
    assert "sqlite:////" in str(wrong.value)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:///other.sqlite3", "/home/town/other.sqlite3"),
        ("sqlite:////srv/ledger.sqlite3", "/srv/ledger.sqlite3"),
        ("sqlite:////srv/%E5%8F%B0%E8%B4%A6.sqlite3", "/srv/台账.sqlite3"),
    ],
)
def test_three_slashes_stay_in_the_home_and_four_are_absolute(url, file):
    environment = read_environment({"JISHI_HOME": "/home/town", "JISHI_DATABASE_URL": url})
    assert environment.database.name == file


def test_a_socket_folder_is_a_host():
    url = "postgresql://jishi@/jishi?host=/run/postgresql"
    assert read_environment({"JISHI_DATABASE_URL": url}).database.host == "/run/postgresql"


def test_a_password_is_not_shown_by_accident():
    url = "postgresql://u:hunter2@host/jishi"
    assert "hunter2" not in repr(read_environment({"JISHI_DATABASE_URL": url}))


def test_a_misspelt_name_is_told_with_the_nearest_known_one():
    environment = read_environment({"JISHI_HOST": "a.example", "JISHI_TEST_DATABASE": "sqlite"})
    assert environment.unknown == (("JISHI_HOST", "JISHI_HOSTS"),)
