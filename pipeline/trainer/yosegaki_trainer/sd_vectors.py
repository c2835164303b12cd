"""Pictures of a folder of `sd.py`, made by diffusers' StableDiffusionPipeline and StableDiffusionImg2ImgPipeline."""

from __future__ import annotations

import logging

import numpy as np
import torch
from diffusers import (
    DDIMScheduler,
    DPMSolverMultistepScheduler,
    EulerDiscreteScheduler,
    HeunDiscreteScheduler,
    PNDMScheduler,
    SchedulerMixin,
    StableDiffusionImg2ImgPipeline,
    StableDiffusionPipeline,
    UniPCMultistepScheduler,
)

from .torch_folder import LoadedFolder, rgb_bytes
from .vectors import finished, numbers, picture

SD_PROMPT = "赤いりんご on a table, 夕焼け!"
SD_NEGATIVE = "a blue cat"
SD_GUIDANCE = 7.5
SD_STRENGTH = 0.6
SCHEDULERS = {
    "pndm": PNDMScheduler,
    "ddim": DDIMScheduler,
    "euler": EulerDiscreteScheduler,
    "heun": HeunDiscreteScheduler,
    "dpmpp-2m": DPMSolverMultistepScheduler,
    "unipc": UniPCMultistepScheduler,
}
"""By the painter's names; each is made from the folder's PNDM config, as users do."""
BEGUN_FROM_A_PICTURE = ("ddim", "euler", "dpmpp-2m", "unipc")
"""Not PNDM and Heun: diffusers cuts their doubled timesteps in the middle of a pair when it begins from a picture."""


def sd_pictures(loaded: LoadedFolder, noise: torch.Tensor, steps: int) -> dict:
    """noise: [1,C,h,w], which all pictures share. `steps`: of a whole schedule; from a picture its last 60 %."""
    logging.getLogger("diffusers").setLevel(logging.ERROR)
    # The graph takes whole timesteps, as Optimum exports it: fractional ones (Euler, Heun) are cut before it.
    hook = loaded.unet.register_forward_pre_hook(lambda _, args: (args[0], args[1].long(), *args[2:]))
    runs = []
    for kind, scheduler_class in SCHEDULERS.items():
        pipeline = _pipeline(loaded, StableDiffusionPipeline, scheduler_class.from_config(loaded.scheduler_config))
        latents = pipeline(
            prompt=SD_PROMPT,
            negative_prompt=SD_NEGATIVE,
            guidance_scale=SD_GUIDANCE,
            num_inference_steps=steps,
            latents=noise,
            output_type="latent",
        ).images
        runs.append({"scheduler": kind, **finished(latents, rgb_bytes(loaded.decode(latents)))})
    from_picture = _from_picture(loaded, steps)
    hook.remove()
    return {"runs": runs, "fromPicture": from_picture}


def _from_picture(loaded: LoadedFolder, steps: int) -> dict:
    """The picture's latents are the mean of what the encoder gives: diffusers draws from it, the painter does not."""
    pixels = smooth_picture(8 * loaded.unet.config.sample_size)
    planar = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)[None] / 127.5 - 1
    with torch.no_grad():
        encoded = loaded.vae.encode(planar).latent_dist.mode() * loaded.scaling_factor
    seed = 12
    noise = torch.randn(encoded.shape, generator=torch.Generator().manual_seed(seed))
    runs = []
    for kind in BEGUN_FROM_A_PICTURE:
        scheduler = SCHEDULERS[kind].from_config(loaded.scheduler_config)
        latents = _pipeline(loaded, StableDiffusionImg2ImgPipeline, scheduler)(
            prompt=SD_PROMPT,
            negative_prompt=SD_NEGATIVE,
            guidance_scale=SD_GUIDANCE,
            num_inference_steps=steps,
            strength=SD_STRENGTH,
            image=encoded,  # four channels: diffusers takes them as latents, and draws only the noise
            generator=torch.Generator().manual_seed(seed),
            output_type="latent",
        ).images
        runs.append({"scheduler": kind, **finished(latents, rgb_bytes(loaded.decode(latents)))})
    return {
        "picture": picture(pixels),
        "encoded": numbers(encoded),
        "strength": SD_STRENGTH,
        "steps": int(steps * SD_STRENGTH),
        "noise": {"shape": list(noise.shape), "values": numbers(noise)},
        "runs": runs,
    }


def smooth_picture(side: int) -> np.ndarray:
    """[side,side,3] bytes: three slow waves, so that every colour and both directions occur."""
    y, x = np.mgrid[0:side, 0:side] / side
    waves = (np.sin(5 * x + 2 * y), np.cos(3 * y - x), np.sin(4 * x * y + 1))
    return np.round(127.5 + 120 * np.stack(waves, axis=-1)).astype(np.uint8)


def _pipeline(loaded: LoadedFolder, pipeline_class: type, scheduler: SchedulerMixin):
    pipeline = pipeline_class(
        vae=loaded.vae,
        text_encoder=loaded.text_encoder,
        tokenizer=loaded.clip_tokenizer,
        unet=loaded.unet,
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.set_progress_bar_config(disable=True)
    return pipeline
