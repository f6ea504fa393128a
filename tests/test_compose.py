"""The compose files in deploy/, read as strictly as Docker Compose reads them; which commands they run is in test_deploy."""

from __future__ import annotations

import re
from collections.abc import Hashable
from pathlib import Path

import pytest
import yaml
from small import PROJECT

DEPLOY = PROJECT / "deploy"


class Strict(yaml.SafeLoader):
    """Reads as Docker Compose does: a key that stands twice in a mapping is an error, not the last one."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:
        """A mapping, each of whose keys is a word and stands there once."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        assert all(isinstance(key, str) for key in keys) and len(keys) == len(set(keys)), keys
        return super().construct_mapping(node, deep)


# Of the Compose specification (services, build, healthcheck) the elements that our files use, each with its type.
SERVICE: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("build", "environment", "healthcheck"), dict),
    **dict.fromkeys(("profiles", "command", "env_file", "volumes", "ports"), list),
    **dict.fromkeys(("cap_drop", "security_opt", "tmpfs", "depends_on"), list),
    **dict.fromkeys(("network_mode", "restart"), str),
    "read_only": bool,
}
FILLED_IN = re.compile(r"[$]{[A-Z_]+(?::[?-][^}]*)?}")


@pytest.mark.parametrize("file", sorted(DEPLOY.glob("*compose.yml")), ids=lambda path: path.name)
def test_compose_files_have_nothing_that_compose_would_refuse(file: Path) -> None:
    """Every element is one of the specification's, of its type; what is named is declared; what is filled in has a value."""
    text = file.read_text(encoding="utf-8")
    said = yaml.load(text, Strict)
    assert set(said) == {"name", "services", "volumes"} and re.fullmatch(r"[a-z0-9][a-z0-9_-]*", said["name"])
    assert "$" not in FILLED_IN.sub("", re.sub(r"(?m)^ *#.*|  #.*", "", text)), "a $ that Compose cannot read"
    mounted = set[str]()
    for service in said["services"].values():
        assert [key for key, value in service.items() if not isinstance(value, SERVICE[key])] == []
        assert set(service["build"]) == {"context", "dockerfile", "target"}
        assert service["restart"] in ("no", "always", "on-failure", "unless-stopped")
        lists = [value for value in service.values() if isinstance(value, list)]
        assert all(isinstance(word, str) for words in lists for word in words), (
            "what is no text stands in quotes"
        )
        assert all(isinstance(value, str) for value in service.get("environment", {}).values())
        assert set(service.get("depends_on", [])) <= set(said["services"])
        assert not ("network_mode" in service and "ports" in service), "Compose refuses both together"
        mounted |= {volume.split(":")[0] for volume in service["volumes"] if volume[0] not in "./"}
    assert mounted == set(said["volumes"])
