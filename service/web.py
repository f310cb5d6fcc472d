"""What gunicorn serves: the office made ready, then its application; called once, before the workers are forked."""

from flask import Flask

from service import create_app, setup
from service.config import Config


def application() -> Flask:
    """Migrates the rows of an older version first: nothing answers before they fit the program."""
    return create_app(parts=setup.prepare(Config.from_environment()))
