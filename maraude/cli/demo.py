"""`maraude demo`: the demo's log-ins, keys and addresses."""

from __future__ import annotations

import json

import click

from maraude.cli.house import open_house
from maraude.cli.prepare import make_demo
from maraude.core.errors import Refused
from maraude.lib import env


class NotADemo(Refused):
    """This installation is not a demo: it has no log-ins to show. Try `make run` in a fresh folder."""

    code = "not_a_demo"


@click.command()
@click.option("--json", "as_json", is_flag=True)
def demo(*, as_json: bool) -> None:
    """Show the demo association's log-ins, door, secret and token; make the demo when the house is empty."""
    with open_house():
        from maraude.apps.orgs.queries.organisations import organisations  # noqa: PLC0415 - after django.setup()
        from maraude.simulation.seed import demo_file  # noqa: PLC0415

        path = demo_file(env.home())
        if not path.exists():
            if organisations():
                raise NotADemo
            make_demo()
        made = json.loads(path.read_text(encoding="utf-8"))
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False))
        return
    for association in (made, made["other"]):
        click.echo(f"{association['organisation']} · {association['url']}")
        for user in association["users"]:
            click.echo(f"  {user['email']} / {user['password']} ({user['role']})")
        click.echo(f"  chat page {association['chat_path']}")
        click.echo(f"  POST {association['generic']['path']} (secret {association['generic']['secret']})")
