"""`python -m bot`: see `--help`."""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)  # while imports run there is nothing to put away

from bot.cli import main  # noqa: E402

if __name__ == "__main__":
    main()
