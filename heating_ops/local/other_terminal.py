"""Commands given in another terminal work on the system that runs in the same data folder."""

from collections.abc import MutableMapping

from heating_ops.local.data_folder import read_notes
from heating_ops.local.wishes import data_folder


def join_running_system(environment: MutableMapping[str, str]) -> None:
    """Take the servers of the running system, unless the environment names others."""
    if "DATABASE_URL" in environment:
        return
    for name, value in read_notes(data_folder(environment)).items():
        if name != "ADDRESS":
            environment.setdefault(name, value)
