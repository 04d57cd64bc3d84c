"""Hostile requests made from a seed, and what no answer to them may hold."""

import random
import re
import traceback
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import quote_from_bytes, quote_plus, urljoin, urlsplit

from django.http import HttpResponseBase

SIGNS = (
    "'", '"', "<", ">", "&", "\\", "/", "%", ";", "--", "`", "|", "\0", "\r\n", "\n", "\t", "\x1b[31m", "\x7f", "\x85",
    "\u2028", "\u202e", "\ufeff", "\ufffe", "\U0001f98a", "\U000e0001", "e\u0301", "ｱ", "㍿", "ﷺ", "İ", "\u00df", "１", "٣", "²", "Ⅷ",
)  # fmt: skip
WHOLE = (
    "", " ", "　", "\0", "%00", "%", "%2", "null", "None", "undefined", "NaN", "-1", "0", "-0", "1e309", "inf", "00000000000",
    "9" * 19, "9" * 40, "9223372036854775808", "-9223372036854775809", "٣٣٣٣٣٣", "１２３４５６", "²²²²²²", "1_000", "0x10", " 1 ",
    "' OR '1'='1", "1; DROP TABLE accounts_user; --", "') UNION SELECT NULL--", "%' ESCAPE '", "_%", "\\", "\\%",
    "<script>fz(1)</script>", '"><img src=x onerror=fz(1)>', "'><svg/onload=fz(1)>", '" autofocus onfocus=fz(1) x="', "</title><fz>",
    "</textarea><fz>", "--><fz>", "]]><fz>", "javascript:fz(1)", "JaVaScRiPt\t:fz(1)", "data:text/html,<script>fz(1)</script>",
    "{{ 79190000|add:7919 }}", "{% debug %}", "${79190000+7919}", "#{79190000+7919}", "{% include 'errors/500.html' %}", "%s%s%s%n", "{0.__class__}",
    "a\r\nSet-Cookie: fz=1", "a\nX-Fz: 1", "%0d%0aX-Fz:%201", "a\r\n\r\n<fz>", "\u560d\u560aX-Fz: 1",
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "....//", "file:///etc/passwd", "C:\\", "manifest.json\0.csv",
    "//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "\\\\elsewhere.example", "///elsewhere.example",
    "/%09/elsewhere.example", "/\t/elsewhere.example", "http:elsewhere.example", "//elsewhere.example\\@testserver/",
    "2026-13-45", "0000-00-00", "9999-12-31", "10000-01-01", "2026-11-21T00:00:00+99:99_1", "0001-01-01T00:00:00+23:59_1",
    "9999-12-31T23:59:59-23:59_9223372036854775807", "2026-11-21T00:00:00+00:00_9223372036854775807", "fz@fz.example",
    "fz@fz.example\r\nBcc: a@b.example", '"fz\\"@x"@fz.example', "a" * 300 + "@fz.example", "fz@" + "a" * 250 + ".example", "@", "fz@", "fz@[::1]",
    "a" * 61, "あ" * 61, "a" * 5_000, "あ" * 5_000, " ".join("あ" * 30), "\u0301" * 300, "１" * 6, "0" * 6, "000001", "000001\n", "A", "A-1", "13", "T1", "1",
    "a" * 32, "1:1:1", ":::", "a.b.c:d", "1.2.3.4.5:x", "." * 50, "999999999999999999999.1.1.1.1:x",
)  # fmt: skip
BYTES = (b"%ff", b"%c0%ae", b"%ed%a0%80", b"%f0%28%8c%28", b"%", b"%zz", b"%u0041", b"\xff\xfe", b"%00", b"%0d%0aX-Fz:1", b"+", b"&&==&", b"a=1;b=2", b"[]=1", b"a[]=1", b"[__proto__]=1")  # fmt: skip
TYPES = (
    "application/x-www-form-urlencoded; charset=nonsense", "application/json", "text/plain", "multipart/form-data",
    "multipart/form-data; boundary=", "multipart/form-data; boundary=fz", 'multipart/form-data; boundary="\x01"', "fz", "", "/",
    "application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data; boundary=" + "b" * 300,
)  # fmt: skip
COOKIES = (
    "sessionid", "csrftoken", "messages", "tsunagu_order", "tsunagu_shortlist",
)  # fmt: skip
HOSTS = ("elsewhere.example", "a b", "testserver:99999999", "testserver@elsewhere.example", "[::1", "", "テスト", "testserver, elsewhere.example")  # fmt: skip
FORWARDED = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_REFERER", "HTTP_ORIGIN")
MORE_HEADERS = ("HTTP_HX_CURRENT_URL", "HTTP_HX_REQUEST", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE", "HTTP_ACCEPT", "HTTP_X_HTTP_METHOD_OVERRIDE")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """A page or form: who goes there, where ("*" is filled with something hostile), and the names it knows."""

    address: str
    names: tuple[str, ...] = ()
    is_form: bool = False
    visitor: str = "signed out"


class Maker:
    """Requests to a target, the same for the same seed."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)

    def text(self) -> str:
        """One hostile value."""
        kind = self.chance.random()
        if kind < 0.6:
            return self.chance.choice(WHOLE)
        if kind < 0.9:
            return "".join(self.chance.choice((*SIGNS, *WHOLE)) for _ in range(self.chance.randint(1, 5)))
        return "".join(
            chr(self.chance.choice((self.chance.randrange(0x20), self.chance.randrange(0x80, 0xD800))))
            for _ in range(8)
        )

    def pairs(self, names: tuple[str, ...]) -> bytes:
        """Names and values as they are sent: some twice, some unknown, some as broken bytes."""
        known = [name for name in names if self.chance.random() < 0.6] or list(names[:1])
        repeated = [self.chance.choice(known)] * self.chance.choice((0, 0, 1, 3)) if known else []
        strange = [self.text()] if self.chance.random() < 0.2 else []
        parts = [
            f"{quote_plus(name)}={quote_plus(self.text(), errors='replace')}".encode()
            for name in (*known, *repeated, *strange)
        ]
        if self.chance.random() < 0.15:
            parts.append(self.chance.choice(BYTES))
        return b"&".join(parts)

    def headers(self) -> dict[str, str]:
        """Cookies, hosts and headers a browser would not send. Line breaks never reach us: the web server ends headers there."""
        found: dict[str, str] = {}
        if self.chance.random() < 0.25:
            found["HTTP_COOKIE"] = "; ".join(f"{self.chance.choice(COOKIES)}={self._line()}" for _ in range(2))
        if self.chance.random() < 0.05:
            found["HTTP_HOST"] = self.chance.choice(HOSTS)
        if self.chance.random() < 0.15:
            found[self.chance.choice((*FORWARDED, *MORE_HEADERS))] = self._line()
        return found

    def _line(self) -> str:
        return self.text().replace("\r", "").replace("\n", "").replace("\0", "").encode().decode("latin-1")

    def request(self, target: Target) -> dict[str, Any]:
        """A WSGI environment's entries, and the body."""
        path = target.address.replace("*", self.text()).encode()
        if "*" in target.address and self.chance.random() < 0.1:
            path += b"\xff\xc0"
        sent = self.pairs(target.names)
        wanted = {"PATH_INFO": path.decode("latin-1"), **self.headers()}
        if not target.is_form:
            return {"REQUEST_METHOD": "GET", "QUERY_STRING": sent.decode("latin-1"), **wanted}
        kind, size = "application/x-www-form-urlencoded", None
        if self.chance.random() < 0.1:
            kind = self.chance.choice(TYPES)
        if self.chance.random() < 0.02:
            sent = self.chance.choice((b"a=" + b"x" * (3 << 20), b"&".join(b"a%d=1" % n for n in range(500))))
        if self.chance.random() < 0.02:
            size = self.chance.choice(("0", "999999999", ""))  # the web server itself refuses what is no number
        return {
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(sent)) if size is None else size,
            "body": sent,
            **wanted,
        }


class Reader(HTMLParser):
    """Collects what our pages never hold: it can only have come from what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_script = tag == "script"
        if tag in {"fz", "svg", "iframe", "object", "embed", "base"}:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or not re.fullmatch(r"[a-z][a-z-]*", name):
                self.found.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction"} and not _is_ours(tag, value or ""):
                self.found.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        if self._is_script and data.strip():
            self.found.append(f"script: {data[:40]}")

    def handle_endtag(self, tag: str) -> None:
        self._is_script = False


def _is_ours(tag: str, address: str) -> bool:
    if address.startswith("data:"):
        return tag == "img"
    if re.match(r"(https?:)", address):
        return "elsewhere.example" not in address
    return not re.match(r"\s*([a-z\s]+:(?<!tel:)(?<!mailto:)|//|/\\)", address, re.IGNORECASE)


def stays_here(place: str) -> bool:
    """Whether a browser that is sent there stays on our site: it drops tabs and takes "\\" for "/"."""
    seen = re.sub(r"[\t\r\n]", "", place.strip()).replace("\\", "/")
    led = urlsplit(urljoin("http://testserver/x/y", seen))
    return (led.scheme, led.netloc) == ("http", "testserver")


def troubles(response: HttpResponseBase, content: bytes) -> list[str]:
    """What is wrong with an answer; nothing, if all is well."""
    found = []
    if response.status_code >= 500:
        cause = getattr(response, "exc_info", None)
        found.append(f"{response.status_code}: {''.join(traceback.format_exception(*cause)[-3:]) if cause else ''}")
    for name, value in response.headers.items():
        if re.search(r"[\r\n]", name + value) or name.lower() == "x-fz":
            found.append(f"header {name}: {value!r}")
    place = response.headers.get("Location", "")
    if place and not stays_here(place):
        found.append(f"leads to {place!r}")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        found += _on_page(response.status_code, content.decode())
    return found


def _on_page(status: int, page: str) -> list[str]:
    reader = Reader()
    reader.feed(page)
    if "79197919" in page:
        reader.found.append("a template ran")
    if status >= 400 and not re.search(r'<html lang="ja">.*<h1[^>]*>[^<]*[ぁ-んァ-ヶ一-龠]', page, re.DOTALL):
        reader.found.append(f"{status} without a Japanese heading")
    return reader.found


def shown(request: dict[str, Any]) -> str:
    """The request as a message names it."""
    said = {name: value[:200] if isinstance(value, (str, bytes)) else value for name, value in request.items()}
    return (
        f"{said} (query as sent: {quote_from_bytes(request['QUERY_STRING'].encode('latin-1'))[:200]})"
        if "QUERY_STRING" in said
        else str(said)
    )
