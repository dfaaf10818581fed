import pytest

from salam import environment


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "SECRET_KEY", "HUB_URL", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HUB_DATA", str(tmp_path / "data"))


def test_without_settings_the_hub_runs_on_its_own_servers(tmp_path):
    read = environment.read()

    assert read.data == (tmp_path / "data").resolve()
    assert read.database_url.startswith("postgresql://")
    assert read.hub_url == "http://localhost:8000"
    assert not read.is_https


def test_secret_key_is_made_once_and_kept_from_others(tmp_path):
    first = environment.read().secret_key

    assert environment.read().secret_key == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600


def test_every_fault_is_told_at_once(monkeypatch):
    monkeypatch.setenv("PORT", "eight")
    monkeypatch.setenv("HUB_URL", "hub.example.org")
    monkeypatch.setenv("DATABASE_URL", "mysql://there/hub")

    with pytest.raises(SystemExit) as told:
        environment.read()

    assert str(told.value).splitlines() == [
        "The hub cannot start:",
        "  PORT: Not a valid integer.",
        "  HUB_URL: 'hub.example.org' must begin with http:// or https:// and name a host.",
        "  DATABASE_URL: the hub runs on PostgreSQL only (postgresql://...).",
        "  SECRET_KEY: must be set where DATABASE_URL is, so that all nodes share it.",
    ]


def test_https_address_makes_cookies_secure(monkeypatch):
    monkeypatch.setenv("HUB_URL", "https://hub.example.org/")

    read = environment.read()

    assert read.is_https
    assert read.allowed_hosts[0] == "hub.example.org"


def test_unwritable_data_folder_is_told_in_one_line(monkeypatch, tmp_path):
    (tmp_path / "data").write_text("a file")

    with pytest.raises(SystemExit, match=r"cannot keep its data in .*data: "):
        environment.read()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("EMAIL_PORT", "smtp", "Not a valid integer."),
        ("EMAIL_PORT", "", "Not a valid integer."),
        ("EMAIL_PORT", "99999", "Must be greater than or equal to 1 and less than or equal to"),
        ("EMAIL_USE_TLS", "perhaps", "Not a valid boolean."),
        ("MAIL_PER_MINUTE", "-1", "Must be greater than or equal to 0."),
        ("MAIL_PER_MINUTE", "many", "Not a valid integer."),
        ("ANYMAIL_SETTINGS", "[1]", "must be a JSON object"),
        ("ANYMAIL_PROVIDER", "pigeon", "'pigeon' is no provider that anymail knows."),
        ("ANYMAIL_PROVIDER", "../x", "'../x' is no provider that anymail knows."),
        ("PORT", "99999", "Must be greater than or equal to 0 and less than or equal to 65535."),
        ("DEBUG", "maybe", "Not a valid boolean."),
        ("SERVICES", "crossref", "names and addresses, as in"),
        ("HUB_URL", "http://[::1", "must begin with http:// or https:// and name a host."),
        ("HUB_URL", "http://hub:port", "must begin with http:// or https:// and name a host."),
        ("HUB_URL", "https://", "must begin with http:// or https:// and name a host."),
        ("DATABASE_URL", "postgresql://u:p@host:port/hub", "can't be read"),
        ("DATABASE_URL", "postgresql://[::1/hub", "can't be read"),
        ("DATABASE_URL", "postgresql://", "can't be read"),
        ("REDIS_URL", "localhost", "can't be read"),
        ("CACHE_URL", "redis://host:port", "can't be read"),
        ("SECOND_FACTOR", "pigeons", "must be one of everyone, publishers, nobody."),
    ],
)
def test_malformed_value_is_told_in_one_line_and_no_traceback(monkeypatch, name, value, said):
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as told:
        environment.read()

    lines = str(told.value).splitlines()
    assert lines[0] == "The hub cannot start:"
    assert [line for line in lines[1:] if line.startswith(f"  {name}: ") and said in line] == (
        lines[1:]
    )
