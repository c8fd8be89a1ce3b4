"""What is well and what is wrong in the environment variables, judged by themselves."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from lcsp.config.doctor.judgement import Judgement, Level, note, well, wrong
from lcsp.config.environment import VARIABLES, find_mistakes

# Read by ./run and by the tests, not by the site.
OTHERS = frozenset({"LCSP_NO_UV", "LCSP_REQUIRE"})
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
_LEAST_DIFFERENT = 15  # characters; random letters and digits, 50 of them, have twice as many
_SAMPLES = ("changeme", "change-me", "change me", "change_me", "django-insecure", "example", "placeholder", "password")
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})
_YES = ("1", "yes", "true", "on")
_NO = ("", "0", "no", "false", "off")


def judge_environment(given: Mapping[str, str]) -> Iterator[Judgement]:
    """Judge every variable that is there, and those that should be."""
    mistakes = [_mistake(said) for said in find_mistakes(given)]
    yield from mistakes
    yield from _unknown_names(given)
    judged = {mistake.place for mistake in mistakes}
    for judgement in (*_security(given), *_matters(given)):
        if judgement.place not in judged:
            yield judgement


def find_insecure(given: Mapping[str, str], listens: str = "127.0.0.1") -> list[Judgement]:
    """Return the settings with which the site must not run; `listens` is the address that the server listens on."""
    found = [judgement for judgement in _security(given) if judgement.level is Level.WRONG]
    if _is(given, "LCSP_DEMO") and listens not in _THIS_MACHINE:
        found.append(
            wrong("--host", f"{listens}: a demonstration would be reached from other machines", "leave --host out")
        )
    return found


def _mistake(said: str) -> Judgement:
    """Return a complaint of the reader, which begins with the name of the variable or with several."""
    name, _, rest = said.partition(" ")
    return wrong("environment", said) if name.endswith(",") else wrong(name, rest)


def _unknown_names(given: Mapping[str, str]) -> Iterator[Judgement]:
    known = [name for name, _, _ in VARIABLES]
    for name in sorted(given):
        if name.startswith("LCSP_") and name not in known and name not in OTHERS:
            near = get_close_matches(name, known, 1)
            mend = (
                f"perhaps {near[0]} is meant" if near else "take it away; docs/reference/environment.md has all names"
            )
            yield wrong(name, "is not a name that the site knows, so it does nothing", mend)


def _security(given: Mapping[str, str]) -> Iterator[Judgement]:
    """Judge what the site's safety hangs on."""
    key = given.get("LCSP_SECRET_KEY", "")
    demo = _is(given, "LCSP_DEMO")  # on one machine alone: whose key it is does not matter
    if key and not demo:
        yield judge_key("LCSP_SECRET_KEY", key)
    for number, old in enumerate([] if demo else _names(given, "LCSP_OLD_SECRET_KEYS"), 1):
        judged = judge_key("LCSP_OLD_SECRET_KEYS", old)
        yield judged._replace(says=f"key {number} of them {judged.says}")
    if "*" in _names(given, "LCSP_HOSTS"):
        says = "is *: anybody could have links sent that lead elsewhere"
        yield wrong("LCSP_HOSTS", says, "name the hosts of the site")
    yield _judge_https(given)
    yield _judge_demo(given)


def judge_key(name: str, key: str) -> Judgement:
    """Judge a secret key: long is not enough, it must look as if nobody could guess it. The key is not shown."""
    mend = f"set it to what this prints: {NEW_KEY}"
    if len(key) < 50:
        return wrong(name, f"has {len(key)} characters, and should have 50 or more", mend)
    if key in (key + key)[1:-1]:
        return wrong(name, "is the same few characters over and over", mend)
    if len(set(key)) < _LEAST_DIFFERENT:
        return wrong(name, f"has {len(set(key))} different characters: it can be guessed", mend)
    if any(sample in key.lower() for sample in _SAMPLES):
        return wrong(name, "is a sample, which others know too", mend)
    return well(name, f"has {len(key)} characters")


def _judge_hosts(given: Mapping[str, str]) -> Iterator[Judgement]:
    place = "LCSP_HOSTS"
    for host in _names(given, place):
        if host == "*":
            continue  # judged above
        if any(sign in host for sign in "/@ ") or (":" in host and not host.startswith("[")):
            yield wrong(place, f"{host} is no name of a host", "leave out https://, port and path")
        elif "example" in host.split(".") and not _is(given, "LCSP_DEMO"):
            yield wrong(place, f"{host} is the sample", "name the host by which browsers reach the site")
        else:
            yield well(place, host)


def _judge_https(given: Mapping[str, str]) -> Judgement:
    demo = _is(given, "LCSP_DEMO")
    if given.get("LCSP_HTTPS", "yes" if not demo else "no").strip().lower() not in _NO:
        return well("LCSP_HTTPS", "passwords and sessions travel under HTTPS alone")
    if demo:
        return well("LCSP_HTTPS", "no HTTPS, as a demonstration on this machine may do")
    return wrong(
        "LCSP_HTTPS",
        "is no: passwords would travel in the open",
        "take it away, and let a proxy in front provide HTTPS",
    )


def _judge_demo(given: Mapping[str, str]) -> Judgement:
    if not _is(given, "LCSP_DEMO"):
        return well("LCSP_DEMO", "not a demonstration")
    public = [host for host in _names(given, "LCSP_HOSTS") if not _is_here(host)]
    if public:
        says = f"is yes, and {public[0]} is reached by others: a demonstration is for one machine"
        return wrong("LCSP_DEMO", says, "take LCSP_DEMO away")
    return note("LCSP_DEMO", "a demonstration, on this machine alone", "for real use, take LCSP_DEMO away")


def _matters(given: Mapping[str, str]) -> Iterator[Judgement]:
    """Judge what is not dangerous, and wanted all the same."""
    yield from _judge_hosts(given)
    yield _judge_proxies(given)
    if given.get("LCSP_MAIL_HOST") and not given.get("LCSP_MAIL_FROM"):
        yield wrong("LCSP_MAIL_FROM", "is not set: mail from lcsp@localhost is thrown away", "name an address of yours")
    elif given.get("LCSP_MAIL_HOST"):
        yield well("LCSP_MAIL_FROM", given["LCSP_MAIL_FROM"])
    else:
        says = "is not set: no mail is sent, and an administrator hands out links for new passwords"
        yield note("LCSP_MAIL_HOST", says, "name your mail server, if that is not what you want")
    if given.get("LCSP_HELP", "").strip():
        yield well("LCSP_HELP", given["LCSP_HELP"].strip())
    else:
        yield note(
            "LCSP_HELP", "is not set: who cannot sign in is not told whom to ask", "name an address or a telephone"
        )


def _judge_proxies(given: Mapping[str, str]) -> Judgement:
    place, count = "LCSP_PROXIES", given.get("LCSP_PROXIES", "").strip() or "0"
    behind = given.get("LCSP_HTTPS", "no" if _is(given, "LCSP_DEMO") else "yes").strip().lower() not in _NO
    if behind and count == "0":
        says = "is 0, and HTTPS comes from a proxy: everybody seems to sign in from the proxy's address"
        return wrong(place, says, "set it to the number of proxies, such as 1")
    if not behind and count != "0":
        return note(
            place, f"is {count}, without HTTPS: anybody can make up an address", "take it away where none stands"
        )
    return well(place, f"{count} in front of the site")


def _is(given: Mapping[str, str], name: str) -> bool:
    return given.get(name, "").strip().lower() in _YES


def _is_here(host: str) -> bool:
    return host in _THIS_MACHINE or host.endswith(".localhost")


def _names(given: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in given.get(name, "").split(",") if part.strip()]
