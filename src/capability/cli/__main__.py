"""`python -m capability.cli` is the `capability` command."""

import sys

from capability.cli import main

sys.exit(main())
