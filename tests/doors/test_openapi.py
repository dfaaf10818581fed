"""The OpenAPI document: valid, and held to by schemathesis with all its checks and phases."""

import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from partners import rates, tokens
from partners.roles import Role
from tests.factories import (
    CorridorFactory,
    EventFactory,
    MembershipFactory,
    OutputFactory,
    PersonFactory,
    PracticeFactory,
    ProjectFactory,
    RecommendationFactory,
    ResourceCentreFactory,
)

CONFIG = Path(__file__).with_name("schemathesis.toml")
#: Seconds for all of it: a fuller run is made by hand (docs/api.md).
BUDGET = "12"


@pytest.mark.django_db
def test_document_is_valid_and_describes_every_list(client):
    answer = client.get("/api/v1/schema/")

    document = answer.json()
    OpenAPIV31SpecValidator(document).validate()
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert document["openapi"] == "3.1.1"
    lists = client.get("/api/v1/").json()
    assert {f"/api/v1/{name}/" for name in (*lists, "search")} <= set(document["paths"])
    one = document["paths"]["/api/v1/outputs/"]["get"]
    assert "application/x-bibtex" in one["responses"]["200"]["content"]
    assert "application/problem+json" in one["responses"]["400"]["content"]
    names = {parameter["name"] for parameter in one["parameters"]}
    assert {"q", "sort", "cursor", "fields", "expand", "country", "year_min"} <= names
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_schemathesis_finds_nothing_to_object_to(live_server, monkeypatch, tmp_path):
    many = rates.Rate("many", 10**6, 60)
    for name in ("READING", "WITH_TOKEN", "WRITING"):
        monkeypatch.setattr(f"partners.api.rates.{name}", many)
    output = OutputFactory(themes=["gender-and-migration"], countries=["NP"])
    RecommendationFactory(output=output)
    for make in (CorridorFactory, EventFactory, PersonFactory, PracticeFactory, ProjectFactory):
        make()
    ResourceCentreFactory()
    editor = MembershipFactory(institution=None, role=Role.HUB_EDITOR).user
    _token, secret = tokens.make(editor, name="judge", scopes=["deposit", "submit"])
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG)),
        *("run", f"{live_server.url}/api/v1/schema/"),
        *("--phases", "examples,coverage,fuzzing,stateful", "--max-examples", "2"),
        *("--max-time", BUDGET, "--seed", "7", "-H", f"Authorization: Bearer {secret}"),
    ]

    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert said.returncode == 0, said.stdout[-6000:] + said.stderr[-2000:]
    assert "generated" in said.stdout
