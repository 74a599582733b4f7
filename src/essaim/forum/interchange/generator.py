"""Who writes: named in every file, so that a reader of the file knows whom to ask."""

from importlib.metadata import PackageNotFoundError, version

NAME = "Essaim"
try:
    VERSION = version("essaim")
except PackageNotFoundError:  # run from a source tree that was never installed
    VERSION = "0"
