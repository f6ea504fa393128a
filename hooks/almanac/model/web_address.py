"""The address of a public page: no account before the host, no host at home or in an office, nobody's own account."""

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
_RESERVED = "(?:0|10|127|169[.]254|192[.]168|172[.](?:1[6-9]|2[0-9]|3[01])|100[.](?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])|2(?:2[4-9]|[3-9][0-9]))[.]"
WEB = re.compile(  # Han in it is encoded
    f"https?://(?!{PERSONAL}|{_AT_HOME}|{_any_case('weixin[.]qq[.]com')}{_PORT}/r/)"
    f"(?:(?:[A-Za-z0-9-]+[.])+[A-Za-z][A-Za-z0-9-]*|(?!{_RESERVED})[0-9]{{1,3}}(?:[.][0-9]{{1,3}}){{3}})"
    f"{_PORT}(?:[/?#][!-~\u3400-\u9fff]*)?"
)
