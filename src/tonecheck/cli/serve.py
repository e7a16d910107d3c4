"""``tonecheck milter`` and ``tonecheck smtp``: the check for a whole company, between its mail server and the client."""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from tonecheck.cli import options
from tonecheck.cli.console import complain

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

    from tonecheck.cli.options import Command
    from tonecheck.presend.serving import Gate, Server


def _shared_options(command: Command) -> Command:
    decorators = (
        click.option("--tag/--no-tag", "tags", default=True, help="Say in X-Tonecheck what was found [tag]."),
        click.option(
            "--on-error",
            type=click.Choice(["pass", "refuse"]),
            default="pass",
            show_default=True,
            help="What becomes of a letter that could not be checked.",
        ),
        click.option("--allow-from", multiple=True, metavar="NETWORK", help="Who may connect [loopback]."),
        click.option("--timeout", type=click.FloatRange(min=0.1), default=300.0, show_default=True, help="Seconds."),
        click.option(
            "--check-timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds."
        ),
        click.option(
            "--grace", type=click.FloatRange(min=0), default=30.0, show_default=True, help="Seconds to stop in."
        ),
        click.option("--max-size", "size", type=click.IntRange(min=1), default=50_000_000, show_default=True),
        click.option("--max-connections", "connections", type=click.IntRange(min=1), default=100, show_default=True),
        click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Checks at a time."),
        options.semantic_option,
        options.config_option,
    )
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


@click.command()
@click.option("--listen", required=True, metavar="inet:PORT@HOST|unix:PATH", help="Where the mail server finds us.")
@click.option("--mode", "manner", type=click.Choice(["refuse", "hold", "tag"]), default="refuse", show_default=True)
@_shared_options
def milter(*, listen: str, manner: Literal["refuse", "hold", "tag"], tags: bool, **wishes: Any) -> int:
    """Check letters for Postfix or Sendmail, as a milter (docs/presend.md).

    A letter with a fault is refused (550 5.7.1), held in the server's quarantine, or only tagged.
    """
    from tonecheck.presend.milter import Filter  # noqa: PLC0415 - dictionaries; --help does without
    from tonecheck.presend.serving import Server, parse_address, parse_networks  # noqa: PLC0415

    address, networks = parse_address(listen), parse_networks(wishes["allow_from"])

    def build(gate: Gate) -> Server:
        return Server(address, Filter(gate, manner, tags), gate.limits, networks)

    return _serve(build, wishes)


@click.command()
@click.option("--listen", required=True, metavar="HOST:PORT", help="Where clients find us.")
@click.option("--relay", required=True, metavar="HOST:PORT", help="The mail server that takes the letters over.")
@click.option("--mode", type=click.Choice(["refuse", "tag"]), default="refuse", show_default=True)
@click.option(
    "--tls-cert", type=click.Path(path_type=Path, dir_okay=False), help="Offer STARTTLS with this certificate."
)
@click.option(
    "--tls-key", type=click.Path(path_type=Path, dir_okay=False), help="Its key, where it is in its own file."
)
@click.option("--relay-tls", is_flag=True, help="Insist on STARTTLS, and a valid certificate, towards the relay.")
@click.option("--relay-ca", type=click.Path(path_type=Path, dir_okay=False), help="Who vouches for it, instead of all.")
@_shared_options
def smtp(  # the options of a server
    *,
    listen: str,
    relay: str,
    mode: str,
    tls_cert: Path | None,
    tls_key: Path | None,
    relay_tls: bool,
    relay_ca: Path | None,
    tags: bool,
    **wishes: Any,
) -> int:
    """Check letters as a proxy before a mail server's queue; keeps no queue itself (docs/presend.md)."""
    from tonecheck.presend.serving import Server, parse_address, parse_networks  # noqa: PLC0415
    from tonecheck.presend.smtp import Proxy  # noqa: PLC0415

    address, upstream = parse_address(listen), parse_address(relay)
    networks = parse_networks(wishes["allow_from"])
    tls, onward = _server_tls(tls_cert, tls_key), _client_tls(relay_ca) if relay_tls or relay_ca else None

    def build(gate: Gate) -> Server:
        proxy = Proxy(gate, upstream, tls, onward, refuses=mode == "refuse", tags=tags)
        return Server(address, proxy, gate.limits, networks, b"421 4.3.2 too many connections\r\n")

    return _serve(build, wishes)


def _serve(build: Callable[[Gate], Server], wishes: dict[str, Any]) -> int:
    """Run a server until it is told to stop; a fault of the configuration keeps it from starting."""
    from tonecheck.presend.serving import Limits, open_gate  # noqa: PLC0415 - dictionaries; --help does without

    _log_to_stderr()
    config, is_sound = options.read_config(wishes["config_path"])
    if wishes["semantic"] is not None:
        config = replace(config, settings=replace(config.settings, semantic=wishes["semantic"]))
    checker, is_whole = options.build_checker(config, debug=False)
    if not (is_sound and is_whole):
        complain("not started: mend the configuration first")
        return 2
    names = ("timeout", "check_timeout", "grace", "size", "connections", "workers")
    limits = Limits(**{name: wishes[name] for name in names})
    with checker, open_gate(checker, config.presend, limits, wishes["on_error"]) as gate:
        checker.check("Добрый день. Добрий день.")  # load what a first letter would wait for
        asyncio.run(build(gate).run(complain))
    return 0


def _log_to_stderr() -> None:
    """Our own sentences only: those of libraries might hold words of a mail."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("tonecheck: %(message)s"))
    logger = logging.getLogger("tonecheck.presend")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _server_tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    import ssl  # noqa: PLC0415 - only where it is used

    if certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        raise click.UsageError(
            f"--tls-cert {certificate}: {error.strerror or 'no certificate with its key'}"
        ) from error
    return context


def _client_tls(authority: Path | None) -> ssl.SSLContext:
    import ssl  # noqa: PLC0415 - only where it is used

    try:
        return ssl.create_default_context(cafile=authority)
    except (OSError, ssl.SSLError) as error:
        raise click.UsageError(f"--relay-ca {authority}: {error.strerror or 'no certificate'}") from error
