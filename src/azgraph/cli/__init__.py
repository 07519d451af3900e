"""The command line: parses, calls the library, prints. Nothing imports it.

Heavy imports stand inside the commands, so that help comes at once.
"""

from __future__ import annotations

import gc
import sys

import click

from azgraph.cli.answers import ask, query
from azgraph.cli.data import build, check, coverage, export_command, source, verify
from azgraph.cli.imports import import_command
from azgraph.cli.networks import network_command
from azgraph.cli.options import EPILOG
from azgraph.cli.pictures import draw_map
from azgraph.cli.reports import brief_command, changes_command
from azgraph.cli.review import report_command
from azgraph.cli.serving import serve_command
from azgraph.errors import AzgraphError
from azgraph.escapes import visible


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(package_name="azgraph")
def cli() -> None:
    """How states stand with one another: dated, attributed, anchored to the sentence."""


for _command in (
    ask,
    brief_command,
    build,
    changes_command,
    check,
    coverage,
    draw_map,
    export_command,
    import_command,
    network_command,
    query,
    report_command,
    serve_command,
    source,
    verify,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; every error that a user can mend is one clear message."""
    try:
        sys.exit(cli(prog_name="azgraph", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        hint = ""
        if isinstance(error, click.UsageError) and error.ctx:
            hint = f"\nTry '{error.ctx.command_path} --help'."
        _fail(f"{error.format_message()}{hint}", 2)
    except AzgraphError as error:
        _fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _fail("interrupted", 130)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say
        sys.exit(0)
    finally:
        gc.freeze()  # all goes now: to search it for garbage first takes as long as some commands


def _fail(message: str, code: int) -> None:
    click.echo(visible(f"azgraph: {message}"), err=True)
    sys.exit(code)
