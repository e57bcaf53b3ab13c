"""`maraude admin`: making an empty installation usable."""

from __future__ import annotations

import json

import click

from maraude.cli.house import open_house


@click.group()
def admin() -> None:
    """Make an association and its first administrator."""


@admin.command()
@click.option("--organisation", "name", prompt="Name of the association")
@click.option("--slug", help="Short name, for commands; made from the name when absent.")
@click.option("--email", prompt="E-mail of the first administrator")
@click.option("--name", "display_name", prompt="Name, as colleagues and young people will read it")
@click.password_option("--password", help="At least 12 characters. Asked when absent.")
@click.option("--duty-hours", default="Mo-Su 18:00-23:00", show_default=True)
@click.option("--json", "as_json", is_flag=True)
def create(
    *, name: str, slug: str | None, email: str, display_name: str, password: str, duty_hours: str, as_json: bool
) -> None:
    """Create an association, its first administrator, and a first door (the generic one)."""
    with open_house():
        from maraude.cli.first_steps import first_steps  # noqa: PLC0415 - after django.setup()

        made = first_steps(
            name=name, slug=slug, email=email, display_name=display_name, password=password, duty_hours=duty_hours
        )
    if as_json:
        click.echo(json.dumps(made))
        return
    click.echo(f"{made['organisation']} is ready. Start with `maraude up`, then log in as {email}.")
    click.echo(f"Its first door: POST {made['path']} (secret: {made['secret']}, shown this once).")
