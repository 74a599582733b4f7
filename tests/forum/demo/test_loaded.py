"""The whole demo, loaded once; the checks stand by subject in real.py, fictional.py and again.py."""

from tests.forum.demo.again import AgainChecks
from tests.forum.demo.cases import LoadedDemo
from tests.forum.demo.fictional import FictionalChecks
from tests.forum.demo.real import NiortChecks, RealChecks


class TestLoadedDemo(NiortChecks, RealChecks, FictionalChecks, AgainChecks, LoadedDemo):
    pass
