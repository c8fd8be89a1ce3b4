"""Puts the site's looks into the wheel; an editable install does without them, and `./run` fetches them itself."""

import os
import runpy
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FETCH = Path(__file__).resolve().parent / "fetch.py"


class LooksHook(BuildHookInterface[Any]):
    """Fetches the files before the wheel is packed. With LCSP_ASSETS=no it leaves them out: the compiler alone."""

    _folder = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the fetched folder to what the wheel holds; NotFetched ends the build."""
        if version == "editable" or os.environ.get("LCSP_ASSETS") == "no":
            return
        self._folder = tempfile.mkdtemp()
        runpy.run_path(str(FETCH))["fetch"](Path(self._folder) / "govuk")
        build_data["force_include"][f"{self._folder}/govuk"] = "lcsp/web/static/govuk"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatch's
        """Remove what was fetched; the wheel has it now."""
        if self._folder:
            shutil.rmtree(self._folder)
