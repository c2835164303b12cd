"""Where training runs and in what precision: one GPU, several under `accelerate launch`, or the CPU, by one command."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import cached_property

import torch
from accelerate import Accelerator


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
        return Accelerator()

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

    def autocast(self) -> contextlib.AbstractContextManager:
        return torch.autocast(self.place.type, torch.bfloat16, enabled=self.precision == "bf16")


PLAIN = Device()
"""In float32, on the device that accelerate finds."""
