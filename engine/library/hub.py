"""Models on the Hugging Face hub: only the files of a model, at one revision. The only importer of
huggingface_hub, which is the extra [hub].
"""

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from engine.library import parts
from engine.library.parts import Part
from engine.parameters import BadValue, shown

PREFIX = "hf:"
_ADDRESS = re.compile(r"([\w.-]+)/([\w.-]+)(?:@([\w./-]+))?", re.ASCII)


class Address(NamedTuple):
    """Whose model, what it is called there, and its branch, tag or commit; None is the newest."""

    owner: str
    name: str
    revision: str | None

    @property
    def repository(self) -> str:
        """[any] As the hub calls it."""
        return f"{self.owner}/{self.name}"


def parse(text: str) -> Address:
    """[any] `hf:owner/name` or `hf:owner/name@revision`. Raises BadValue."""
    found = _ADDRESS.fullmatch(text.removeprefix(PREFIX))
    if found is None:
        raise BadValue(f"a model on the hub is hf:owner/name or hf:owner/name@revision, not"
                       f" {shown(text)}")
    return Address(*found.groups())


@contextmanager
def fetched(address: Address, beside: Path) -> Iterator[Path]:
    """[control] A folder with the model, in the folder `beside` and gone afterwards. The hub's own
    bars show how far it is. Raises BadValue."""
    try:
        import huggingface_hub as hub
    except ModuleNotFoundError as missing:
        raise BadValue(f"the hub is asked with {missing.name}: `pip install 'flowbend[hub]'`"
                       ) from missing
    try:
        about = hub.HfApi().model_info(
            address.repository, revision=address.revision, files_metadata=True
        )
    except Exception as error:  # the hub's, its HTTP library's and the system's own
        raise _refusal(address, error) from error
    offered = [Part(one.rfilename, one.size or 0, io.BytesIO) for one in about.siblings or []]
    wanted = _wanted(offered, f"hf:{address.repository}")
    with tempfile.TemporaryDirectory(prefix=".hub-", suffix=".part", dir=beside) as folder:
        try:
            for name in wanted:  # of one commit, whatever is pushed meanwhile
                hub.hf_hub_download(
                    address.repository, name, revision=about.sha, local_dir=folder
                )
        except Exception as error:
            raise _refusal(address, error) from error
        yield Path(folder)


def _wanted(offered: list[Part], where: str) -> list[str]:
    """The names of the model's files, as they are there. What is wrong with any of them is found
    before a byte of it is fetched."""
    parts.check_count(len(offered), where)
    for part in offered:
        parts.check_inside(part.name, where)
    left_out = set(parts.choose(offered, where).left_out)
    return [part.name for part in offered
            if part.name not in left_out and not parts.is_junk(part.name)]


def _refusal(address: Address, error: Exception) -> BadValue:
    from huggingface_hub import errors

    name = f"hf:{address.repository}"
    if isinstance(error, errors.GatedRepoError):
        return BadValue(f"{name} is for those who have agreed to its terms: do so on its page, then"
                        " `hf auth login`")
    if isinstance(error, errors.RepositoryNotFoundError):
        return BadValue(f"there is no {name} on the hub, or it is private: look at its spelling, or"
                        " `hf auth login` first")
    if isinstance(error, errors.RevisionNotFoundError):
        return BadValue(f"{name} has no revision {shown(address.revision)}: leave out what follows"
                        " the @, or name a branch, tag or commit")
    if isinstance(error, errors.OfflineModeIsEnabled):
        return BadValue("the hub is not asked while HF_HUB_OFFLINE is set: unset it, or add the"
                        " model from a folder")
    return BadValue(f"{name} cannot be fetched ({shown(str(error), 120)}): look at the network, or"
                    " fetch the model elsewhere and add its folder")
