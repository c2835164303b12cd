"""Where training runs and in what precision: one GPU, several under `accelerate launch`, or the CPU, by one command."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from functools import cached_property

import torch
from accelerate import Accelerator

from .parallel import cores

MOST_HELPERS = 8
"""So many made thirty batches of 256 a second, as an H200 asked for them."""


def best_precision() -> str:
    """bf16 where the hardware computes in it, which is quicker; else fp32."""
    if torch.cuda.is_available():
        return "bf16" if torch.cuda.is_bf16_supported() else "fp32"
    capabilities = torch.cpu.get_capabilities()
    return "bf16" if capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") else "fp32"


@dataclass(frozen=True)
class Device:
    """precision: of the networks' arithmetic while training; weights and optimiser stay float32."""

    precision: str = "fp32"
    alone: bool = False
    """Do the whole of a batch in this process, however many there are."""

    @cached_property
    def accelerator(self) -> Accelerator:
        accelerator = Accelerator()
        if accelerator.device.type == "cuda":
            _agree_with_itself()
        return accelerator

    @property
    def place(self) -> torch.device:
        return self.accelerator.device

    @property
    def leads(self) -> bool:
        """Whether this process is the one that writes files."""
        return self.accelerator.is_main_process

    @property
    def share(self) -> slice:
        """Which samples of a batch are this process's."""
        if self.alone:
            return slice(None)
        return slice(self.accelerator.process_index, None, self.accelerator.num_processes)

    @property
    def helpers(self) -> int:
        """Processes that make batches ahead of time: none where the cores have the training itself to do."""
        return 0 if self.place.type == "cpu" else max(0, min(MOST_HELPERS, cores() - 1))

    def autocast(self) -> contextlib.AbstractContextManager:
        # Without a cache of cast weights, which a recorded call must not reach into.
        enabled = self.precision == "bf16"
        return torch.autocast(self.place.type, torch.bfloat16, enabled=enabled, cache_enabled=self.place.type == "cpu")

    def recorded(self, module: torch.nn.Module, *inputs: torch.Tensor) -> torch.nn.Module:
        """The module, for training on inputs like these, its kernels launched all at once: on a GPU a small network
        takes longer to launch kernel by kernel than to compute. Elsewhere, and with several processes, as it is."""
        if self.place.type != "cuda" or self.accelerator.num_processes > 1:
            return module
        with self.autocast():
            return torch.cuda.make_graphed_callables(module, inputs, allow_unused_input=True)


def _agree_with_itself() -> None:
    """The same numbers twice from one GPU."""
    os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.utils.deterministic.fill_uninitialized_memory = False
    torch.set_float32_matmul_precision("high")


PLAIN = Device()
"""In float32, on the device that accelerate finds."""
