"""The outline of production: no engine runs here, so the files are read and compared."""

import re
from pathlib import Path
from typing import Any

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]


def compose() -> dict[str, Any]:
    return yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())


def procfile() -> dict[str, str]:
    lines = (CHECKOUT / "Procfile").read_text().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def test_containers_run_the_commands_of_the_procfile():
    services = compose()["services"]

    # A dollar is written twice there, or compose itself would fill it in.
    commands = {name: services[name]["command"][-1].replace("$$", "$") for name in procfile()}

    assert commands == {name: f"exec {command}" for name, command in procfile().items()}


def test_every_server_tells_whether_it_is_well():
    services = compose()["services"]

    assert all("healthcheck" in services[n] for n in ("web", "database", "broker", "cache"))


def test_every_volume_that_is_used_is_declared():
    parsed = compose()

    used = {
        volume.split(":")[0]
        for service in parsed["services"].values()
        for volume in service.get("volumes", ())
    }

    assert used == set(parsed["volumes"])


def test_image_does_not_run_as_root():
    lines = (CHECKOUT / "Dockerfile").read_text().splitlines()

    assert [line for line in lines if line.startswith("USER")] == ["USER hub"]


def test_example_names_every_setting_that_compose_demands():
    example = (CHECKOUT / ".env.example").read_text()

    for name in ("HUB_URL", "SECRET_KEY", "DATABASE_URL", "REDIS_URL", "POSTGRES_PASSWORD"):
        assert f"\n{name}=" in example


def test_example_names_every_setting_that_is_read():
    example = (CHECKOUT / ".env.example").read_text()
    named = set(re.findall(r"^#?([A-Z_]+)=", example, re.M))
    read = {
        name
        for module in ("environment", "mail")
        for name in re.findall(
            r'env\.\w+\(\s*"([A-Z_]+)"', (CHECKOUT / f"salam/{module}.py").read_text()
        )
    }

    # Said by the commands themselves, or only while the hub is developed.
    assert read - named == {"PORT", "DEBUG", "STATIC_ROOT", "HUB_PROCESS"}
