"""`essaim serve`'s own supervisor and processes around the site under test."""

import sys

from essaim.cli.supervisor import Supervisor, listen

Supervisor(listen("127.0.0.1", int(sys.argv[1])), application="site_under_test:essaim", servers=2).run(lambda: None)
