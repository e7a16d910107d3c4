"""Where the package's own data lie: one resolver for the wheel and for the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rules_folder() -> Path:
    """The folder of built-in rules: inside an installed package, at the root of a checkout.

    Raises:
        FileNotFoundError: if neither is there, that is, the installation is broken.

    """
    package = Path(__file__).parent
    for folder in (package / "rules", package.parent.parent / "rules"):
        if (folder / "categories.toml").is_file():
            return folder
    raise FileNotFoundError(f"the built-in rules are missing beside {package}; install tonecheck again")
