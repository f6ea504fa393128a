"""The address of a public page: a host with a name, no account before it, not at home or in an office, nobody's own account."""

from __future__ import annotations

import re


def _any_case(pattern: str) -> str:
    """A pattern of host names, which have no case."""
    return re.sub("[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", pattern)


_PORT = "(?::[0-9]{1,5})?"
# Where somebody is added as a friend, or to a group: the addresses that the apps make.
PERSONAL = (
    _any_case(
        "(?:u[.]wechat[.]com|weixin[.]qq[.]com(?=(?::[0-9]+)?/g/)|work[.]weixin[.]qq[.]com|(?:qm|qun|wpa|jq)[.]qq[.]com)"
    )
    + f"{_PORT}(?=[/?#]|$)"
)
_OWN = _any_case("(?:local|localdomain|localhost|lan|home|internal|intranet|corp|private)")
_AT_HOME = f"(?:[A-Za-z0-9-]+[.])+{_OWN}{_PORT}(?=[/?#]|$)"
WEB = re.compile(  # Han in it is encoded
    f"https?://(?!{PERSONAL}|{_AT_HOME}|{_any_case('weixin[.]qq[.]com')}{_PORT}/r/)"
    f"(?:[A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*{_PORT}(?:[/?#][!-~\u3400-\u9fff]*)?"
)
