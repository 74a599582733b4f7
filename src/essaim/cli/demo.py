"""`essaim demo`: the editions a newcomer can look at."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import click

from essaim.cli.console import out, progress, set_up_django
