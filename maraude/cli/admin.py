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
    """Create an association, its first administrator, its chat page, and a door for partners' programs."""
    with open_house():
        from maraude.cli.first_steps import first_steps  # noqa: PLC0415 - after django.setup()

        made = first_steps(
            name=name, slug=slug, email=email, display_name=display_name, password=password, duty_hours=duty_hours
        )
    if as_json:
        click.echo(json.dumps(made))
        return
    click.echo(f"{made['organisation']} is ready. Start with `maraude up`, then log in as {email}.")
    click.echo(f"Its chat page, for young people: {made['chat_path']} (make posters that lead there in Doors).")
    click.echo(f"Its door for programs: POST {made['path']} (secret: {made['secret']}, shown this once).")


@admin.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--email", prompt="E-mail")
@click.option("--name", "display_name", prompt="Name, as colleagues and young people will read it")
@click.option(
    "--role", type=click.Choice(["worker", "coordinator", "administrator"]), default="worker", show_default=True
)
@click.option("--on-duty", is_flag=True, help="Called, last on the list, when a message shows danger.")
@click.password_option("--password", help="At least 12 characters. Asked when absent.")
def member(*, slug: str | None, email: str, display_name: str, role: str, on_duty: bool, password: str) -> None:
    """Add a colleague; they set up their second factor when they first log in."""
    with open_house():
        from maraude.cli.colleagues import add_colleague  # noqa: PLC0415 - after django.setup()

        add_colleague(slug=slug, email=email, display_name=display_name, role=role, password=password, on_duty=on_duty)
    click.echo(f"{display_name} may log in as {email}.")


@admin.command("second-factor")
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--email", required=True, help="Whose telephone and recovery codes are lost.")
def second_factor(*, slug: str | None, email: str) -> None:
    """Take a lost second factor away and end that person's sessions; make sure by voice that it is them."""
    with open_house():
        from maraude.cli.colleagues import take_second_factor_away  # noqa: PLC0415 - after django.setup()

        take_second_factor_away(slug=slug, email=email)
    click.echo(f"{email} sets up a new second factor at the next log-in.")


@admin.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--name", required=True, help="What the token is for, shown in the audit.")
@click.option("--email", help="Whose token; without it, the token is an integration's and may only read.")
def token(*, slug: str | None, name: str, email: str | None) -> None:
    """Make a token for the API and print it, the only time it is seen."""
    with open_house():
        from maraude.cli.colleagues import make_token  # noqa: PLC0415 - after django.setup()

        click.echo(make_token(slug=slug, name=name, email=email))


@admin.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
@click.option("--name", required=True, help="The partner this door is for.")
@click.option("--outbound-url", default="", help="Where answers are posted; without it the partner fetches them.")
def door(*, slug: str | None, name: str, outbound_url: str) -> None:
    """Open another generic door and print its address and secret, the only time it is seen."""
    with open_house():
        from maraude.cli.colleagues import open_door  # noqa: PLC0415 - after django.setup()

        path, secret = open_door(slug=slug, name=name, outbound_url=outbound_url)
    click.echo(f"POST {path}\nsecret {secret}")


@admin.command()
@click.option("--organisation", "slug", help="The association's slug; the only one when absent.")
def chat(*, slug: str | None) -> None:
    """Print the address of the association's chat page, made when it has none."""
    with open_house():
        from maraude.cli.colleagues import open_chat  # noqa: PLC0415 - after django.setup()

        click.echo(open_chat(slug=slug))
