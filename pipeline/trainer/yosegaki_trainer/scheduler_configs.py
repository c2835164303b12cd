"""The scheduler configs that reference numbers are made of: every option of every class at least once.

Each is what a `scheduler_config.json` would hold, less `_class_name`. `mu` is no option but an argument of
`set_timesteps`, and stands beside them under a key of its own.
"""

from __future__ import annotations

SD = {"num_train_timesteps": 1000, "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
"""The schedule that Stable Diffusion was trained with."""

V = {"prediction_type": "v_prediction"}
SAMPLE = {"prediction_type": "sample"}
COSINE = {"beta_schedule": "squaredcos_cap_v2"}
LEADING = {"timestep_spacing": "leading", "steps_offset": 1}
TRAILING = {"timestep_spacing": "trailing"}
LINSPACE = {"timestep_spacing": "linspace"}
ZERO_SNR = {**V, **TRAILING, "rescale_betas_zero_snr": True}
THRESHOLD = {"thresholding": True, "dynamic_thresholding_ratio": 0.9, "sample_max_value": 1.5}
KARRAS = {"use_karras_sigmas": True}
EXPONENTIAL = {"use_exponential_sigmas": True}
BETA = {"use_beta_sigmas": True}
SIGMA_RANGE = {"sigma_min": 0.05, "sigma_max": 12.5}
FLOW = {"use_flow_sigmas": True, "prediction_type": "flow_prediction"}
SDE = {"algorithm_type": "sde-dpmsolver++"}
AT_SIGMA_MIN = {"final_sigmas_type": "sigma_min"}
TRAINED = {"num_train_timesteps": 60, "trained_betas": [round(0.001 + 0.0007 * i, 6) for i in range(60)]}

CONFIGS: dict[str, list[tuple[str, dict]]] = {
    "DDIMScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR, "clip_sample": False}),
        ("sd-leading-offset", {**SD, **LEADING, "clip_sample": False, "set_alpha_to_one": False}),
        ("linspace-clip-range", {**SD, **LINSPACE, "clip_sample_range": 2.0}),
        ("sample-cosine-trailing", {**SD, **COSINE, **TRAILING, **SAMPLE, "clip_sample": False}),
        ("v-cosine-clip", {**COSINE, **V}),
        ("v-zero-snr-linear", {**ZERO_SNR, "clip_sample": False}),
        ("threshold", {**SD, **THRESHOLD}),
        ("trained-betas", {**TRAINED, "clip_sample": False}),
    ],
    "DDPMScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR, "clip_sample": False}),
        ("sd-leading-offset", {**SD, **LEADING, "clip_sample": False}),
        ("small-log-linspace", {**SD, **LINSPACE, "variance_type": "fixed_small_log", "clip_sample": False}),
        ("large-cosine", {**COSINE, **V, "variance_type": "fixed_large", "clip_sample_range": 1.5}),
        ("sigmoid-sample", {**SAMPLE, "beta_schedule": "sigmoid"}),
        ("laplace-trailing", {**V, **TRAILING, "beta_schedule": "laplace", "clip_sample": False}),
        ("threshold", {**SD, **THRESHOLD, "variance_type": "fixed_large"}),
        ("trained-betas", {**TRAINED, "clip_sample": False}),
    ],
    "PNDMScheduler": [
        ("defaults", {}),
        ("sd", {**SD, **LEADING, "skip_prk_steps": True}),
        ("sd-alpha-to-one", {**SD, "skip_prk_steps": True, "set_alpha_to_one": True}),
        ("v-plms-trailing", {**SD, **V, **TRAILING, "skip_prk_steps": True}),
        ("plms-linspace", {**SD, **LINSPACE, "skip_prk_steps": True}),
        ("plms-cosine", {**COSINE, "skip_prk_steps": True}),
        ("v-prk-trailing", {**SD, **V, **TRAILING}),
        ("prk-linspace-cosine", {**COSINE, **LINSPACE, "set_alpha_to_one": True}),
        ("trained-betas", {**TRAINED, "skip_prk_steps": True}),
    ],
    "EulerDiscreteScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR}),
        ("sd-leading-offset", {**SD, **LEADING}),
        ("karras", {**SD, **KARRAS}),
        ("v-karras-trailing-range", {**SD, **V, **TRAILING, **KARRAS, **SIGMA_RANGE}),
        ("exponential-sigma-min", {**SD, **EXPONENTIAL, **AT_SIGMA_MIN}),
        ("beta", {**SD, **BETA}),
        ("v-log-linear", {**SD, **V, "interpolation_type": "log_linear"}),
        ("v-continuous-karras", {**SD, **V, **KARRAS, **SIGMA_RANGE, "timestep_type": "continuous"}),
        ("v-cosine", {**COSINE, **V}),
        ("sample-sigma-min", {**SD, **SAMPLE, **AT_SIGMA_MIN}),
        ("trained-betas", TRAINED),
    ],
    "EulerAncestralDiscreteScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR}),
        ("sd", {**SD}),
        ("sd-leading-offset", {**SD, **LEADING}),
        ("trailing", {**SD, **TRAILING}),
        ("v-linspace", {**SD, **V}),
        ("cosine-leading", {**COSINE, "timestep_spacing": "leading"}),
        ("trained-betas", {**TRAINED, **V}),
    ],
    "HeunDiscreteScheduler": [
        ("defaults", {}),
        ("sd-leading-offset", {**SD, **LEADING}),
        ("v-trailing", {**SD, **V, **TRAILING}),
        ("karras", {**SD, **KARRAS}),
        ("exponential-leading", {**SD, **EXPONENTIAL, "timestep_spacing": "leading"}),
        ("v-beta", {**SD, **V, **BETA}),
        ("sample-clip", {**SD, **SAMPLE, "clip_sample": True, "clip_sample_range": 0.75}),
        ("karras-range", {**SD, **KARRAS, **SIGMA_RANGE}),
        ("v-exp", {**V, "beta_schedule": "exp"}),
        ("cosine-clip", {**COSINE, "clip_sample": True}),
    ],
    "DPMSolverMultistepScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR}),
        ("leading-heun", {**SD, **LEADING, "solver_type": "heun"}),
        ("karras", {**SD, **KARRAS}),
        ("order-3", {**SD, "solver_order": 3}),
        ("order-3-karras-full", {**SD, **KARRAS, **V, "solver_order": 3, "lower_order_final": False}),
        ("order-1-sample-threshold", {**SD, **SAMPLE, **THRESHOLD, "solver_order": 1}),
        ("euler-at-final-sigma-min", {**SD, **AT_SIGMA_MIN, "euler_at_final": True, "lower_order_final": False}),
        ("cosine-clipped", {**COSINE, "lambda_min_clipped": -5.1}),
        ("cosine-karras-range", {**COSINE, **KARRAS, **SIGMA_RANGE}),
        ("noise", {**SD, **AT_SIGMA_MIN, "algorithm_type": "dpmsolver"}),
        ("noise-order-3-v", {**SD, **V, **AT_SIGMA_MIN, "algorithm_type": "dpmsolver", "solver_order": 3}),
        ("noise-heun-sample", {**SD, **SAMPLE, **AT_SIGMA_MIN, "algorithm_type": "dpmsolver", "solver_type": "heun"}),
        ("noise-threshold", {**SD, **THRESHOLD, **AT_SIGMA_MIN, "algorithm_type": "dpmsolver"}),
        ("lu", {**SD, "use_lu_lambdas": True}),
        ("exponential", {**SD, **EXPONENTIAL}),
        ("beta", {**SD, **BETA}),
        ("flow", {**FLOW, "flow_shift": 3.0}),
        ("flow-mu", {**FLOW, "use_dynamic_shifting": True, "mu": 0.8}),
        ("trained-betas", {**TRAINED, "solver_type": "bh2"}),
    ],
    "DPMSolverMultistepScheduler-sde": [
        ("sd", {**SD, **SDE}),
        ("defaults", SDE),
        ("house", {**SD, **ZERO_SNR, **SDE}),
        ("leading-euler-at-final", {**SD, **LEADING, **SDE, "euler_at_final": True}),
        ("heun-karras", {**SD, **KARRAS, **SDE, "solver_type": "heun"}),
        ("order-1-sample-threshold", {**SD, **SAMPLE, **THRESHOLD, **SDE, "solver_order": 1}),
        ("order-3-v", {**SD, **V, **SDE, "solver_order": 3}),
        ("order-3-full-sigma-min", {**SD, **AT_SIGMA_MIN, **SDE, "solver_order": 3, "lower_order_final": False}),
        ("cosine-clipped", {**COSINE, **SDE, "lambda_min_clipped": -5.1}),
        ("lu", {**SD, **SDE, "use_lu_lambdas": True}),
        ("exponential", {**SD, **EXPONENTIAL, **SDE}),
        ("flow", {**FLOW, **SDE, "flow_shift": 2.0}),
        ("trained-betas", {**TRAINED, **SDE}),
        ("noise", {**SD, **AT_SIGMA_MIN, "algorithm_type": "sde-dpmsolver"}),
        ("noise-heun-v", {**SD, **V, **AT_SIGMA_MIN, "algorithm_type": "sde-dpmsolver", "solver_type": "heun"}),
    ],
    "UniPCMultistepScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR}),
        ("sd-leading", {**SD, **LEADING}),
        ("order-3", {**SD, "solver_order": 3}),
        ("order-1-sample", {**SD, **SAMPLE, "solver_order": 1}),
        ("bh1-sigma-min", {**SD, **AT_SIGMA_MIN, "solver_type": "bh1"}),
        ("bh1-order-3-v", {**SD, **V, **AT_SIGMA_MIN, "solver_type": "bh1", "solver_order": 3}),
        ("noise-sigma-min", {**SD, **AT_SIGMA_MIN, "predict_x0": False}),
        ("noise-order-3-v", {**SD, **V, **AT_SIGMA_MIN, "predict_x0": False, "solver_order": 3}),
        ("noise-sample", {**SD, **SAMPLE, **AT_SIGMA_MIN, "predict_x0": False}),
        ("full-order", {**SD, **AT_SIGMA_MIN, "lower_order_final": False, "solver_order": 3}),
        ("some-uncorrected", {**SD, "disable_corrector": [0, 2, 3]}),
        ("threshold", {**SD, **THRESHOLD}),
        ("karras", {**SD, **KARRAS, "solver_type": "midpoint"}),
        ("karras-range", {**SD, **KARRAS, **SIGMA_RANGE}),
        ("exponential", {**SD, **EXPONENTIAL}),
        ("beta", {**SD, **BETA}),
        ("flow", {**FLOW, "flow_shift": 3.0}),
        ("flow-mu-terminal", {**FLOW, "use_dynamic_shifting": True, "shift_terminal": 0.02, "mu": 0.8}),
        ("flow-karras", {**FLOW, **KARRAS, **SIGMA_RANGE}),
        ("trained-betas", TRAINED),
    ],
    "LCMScheduler": [
        ("defaults", {}),
        ("house", {**SD, **ZERO_SNR}),
        ("all-steps", {"original_inference_steps": 100}),
        ("v-scaling", {**V, "timestep_scaling": 2.5}),
        ("sample-cosine", {**SAMPLE, **COSINE}),
        ("clip", {"clip_sample": True, "clip_sample_range": 1.25, "set_alpha_to_one": False}),
        ("threshold-linear", {**THRESHOLD, "beta_schedule": "linear"}),
        ("trained-betas", TRAINED),
    ],
    "FlowMatchEulerDiscreteScheduler": [
        ("defaults", {}),
        ("shift", {"shift": 3.0}),
        ("dynamic", {"use_dynamic_shifting": True, "base_shift": 0.5, "max_shift": 1.15, "mu": 0.8}),
        ("dynamic-linear", {"use_dynamic_shifting": True, "time_shift_type": "linear", "mu": 1.7}),
        ("terminal", {"shift": 2.0, "shift_terminal": 0.1}),
        ("inverted", {"shift": 2.0, "invert_sigmas": True}),
        ("stochastic", {"shift": 3.0, "stochastic_sampling": True}),
        ("karras", {"use_karras_sigmas": True}),
        ("exponential-shift", {"shift": 2.0, "use_exponential_sigmas": True}),
        ("beta", {"use_beta_sigmas": True}),
        ("few-timesteps", {"num_train_timesteps": 100, "shift": 1.5}),
    ],
}
