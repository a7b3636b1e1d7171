"""The folder of an installation and the key in it."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from jishi.config.errors import ConfigurationError
from jishi.config.home import prepare_home, secret_key


def test_the_home_is_its_owners_alone(tmp_path):
    home = tmp_path / "deep" / "home"
    prepare_home(home)
    prepare_home(home)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_home_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(ConfigurationError, match=r"JISHI_HOME=.*/file/home"):
        prepare_home(tmp_path / "file" / "home")


def test_the_key_is_made_once_and_kept_secret(tmp_path):
    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert len(key) >= 50
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["secret.key"]


def test_programs_that_start_together_agree_on_the_key(tmp_path):
    with ThreadPoolExecutor(16) as programs:
        keys = set(programs.map(secret_key, [tmp_path] * 64))
    assert len(keys) == 1


@pytest.mark.parametrize("content", ["short", "密" * 60])
def test_a_damaged_key_is_named_not_used(tmp_path, content):
    (tmp_path / "secret.key").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"secret\.key"):
        secret_key(tmp_path)
