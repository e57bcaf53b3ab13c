"""`maraude channels`: what this program speaks, and how that was proven."""

from __future__ import annotations

import json

import click

from maraude.channels.registry import CHANNELS


@click.command()
@click.option("--json", "as_json", is_flag=True)
def channels(*, as_json: bool) -> None:
    """List the channels: name, status, proof."""
    rows = [
        {"name": name, "status": channel.capabilities.status, "proof": channel.capabilities.proof}
        for name, channel in CHANNELS.items()
    ]
    if as_json:
        click.echo(json.dumps(rows))
        return
    for row in rows:
        click.echo(f"{row['name']:<12} {row['status']:<12} {row['proof']}")
