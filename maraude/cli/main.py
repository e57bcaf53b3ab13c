"""The `maraude` command: each sub-command is imported only when it is called, so that all of them start fast."""

from __future__ import annotations

import importlib
import sys

import click

from maraude.core.errors import MaraudeError, Refused, WrongSetting

_COMMANDS = {
    "admin": ("maraude.cli.admin", "admin"),
    "bench": ("maraude.cli.bench", "bench"),
    "channels": ("maraude.cli.channels", "channels"),
    "demo": ("maraude.cli.demo", "demo"),
    "doctor": ("maraude.cli.doctor", "doctor"),
    "evaluate": ("maraude.cli.understanding", "evaluate"),
    "learn": ("maraude.cli.learn", "learn"),
    "export": ("maraude.cli.exports", "export_group"),
    "exposure": ("maraude.cli.exposure", "exposure"),
    "purge": ("maraude.cli.purge", "purge"),
    "import": ("maraude.cli.imports", "import_group"),
    "ingest": ("maraude.cli.ingest", "ingest"),
    "person": ("maraude.cli.person", "person"),
    "match": ("maraude.cli.match", "match"),
    "prepare": ("maraude.cli.prepare", "prepare"),
    "report": ("maraude.cli.report", "report"),
    "simulate": ("maraude.cli.simulate", "simulate"),
    "train": ("maraude.cli.understanding", "train"),
    "understand": ("maraude.cli.understanding", "understand"),
    "up": ("maraude.cli.up", "up"),
}
_HIDDEN = {"prepare"}


class LazyCommands(click.Group):
    """A group whose commands are names until one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names shown by --help."""
        del ctx
        return sorted(set(_COMMANDS) - _HIDDEN)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        module, attribute = _COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="maraude")
def cli() -> None:
    """Digital street outreach: meet, listen, build a bond, orient, stay until somebody is received."""


def main() -> None:
    """Run the command: one clear sentence on stderr when it fails, 2 for wrong use, 1 for a failure."""
    try:
        cli(standalone_mode=True)
    except (Refused, WrongSetting) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except MaraudeError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
