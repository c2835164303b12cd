"""The noise schedule every model of ours is trained and sampled with."""

from __future__ import annotations

from diffusers import DDIMScheduler

SCHEDULE = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "prediction_type": "v_prediction",
    "rescale_betas_zero_snr": True,
    "timestep_spacing": "trailing",
    "set_alpha_to_one": True,
    "clip_sample": False,
    "steps_offset": 0,
}
"""v-prediction with zero terminal SNR and trailing spacing: Lin et al. 2023, "Common Diffusion Noise Schedules and
Sample Steps are Flawed". Without them plain paper-white grounds come out grey."""


def build_scheduler() -> DDIMScheduler:
    return DDIMScheduler(**SCHEDULE)
