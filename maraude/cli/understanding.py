"""`maraude understand`, `maraude evaluate understanding`, `maraude train understanding`: all without a server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO, Any

import click

from maraude.cli.levers import evaluate_levers  # placeholder
