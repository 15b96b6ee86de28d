"""`python -m generator` is the command `broadsheet`."""

import gc

gc.disable()  # what is made here holds no circles: to look for some takes a tenth, of loading too

from generator.cli import main  # noqa: E402 - it is loaded without looking

if __name__ == "__main__":
    main(prog_name="broadsheet")
