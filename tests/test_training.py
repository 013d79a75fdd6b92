"""The loop that trains: it logs, saves whole files without pickle, and goes on where it was."""

import json

import pytest
import torch
from safetensors.torch import load_file
from torch import nn

from engine.models.training import Ema, Schedule, draw_on, fast_arithmetic, fit, grow

SHORT = Schedule(minutes=0.004, warmup_steps=5, validate_minutes=0.001, save_minutes=0.001)


class Line:
    """A stage that learns a straight line, and can be stopped, or spoilt, at a step."""

    name = "line"

    def __init__(self, stop_at=None, spoil_at=None):
        torch.manual_seed(3)
        self.model = nn.Sequential(nn.Linear(1, 4), nn.BatchNorm1d(4), nn.Linear(4, 1))
        self.generator = torch.Generator().manual_seed(1)
        self.stop_at, self.spoil_at, self.steps, self.progress = stop_at, spoil_at, 0, []
        self.first = None

    def step(self, progress):
        self.steps += 1
        self.progress.append(progress)
        if self.steps == self.stop_at:
            raise KeyboardInterrupt
        x = torch.randn(64, 1, generator=self.generator)
        self.first = float(x[0]) if self.first is None else self.first
        error = self.model(x) - (2 * x - 1)
        loss = error.square().mean()
        if self.steps == self.spoil_at:
            loss = loss * torch.nan
        return {"loss": loss, "largest": error.abs().max()}

    def draw_on(self, step):
        draw_on(step, self.generator)

    def validate(self, model):
        assert not model.training
        x = torch.linspace(-1, 1, 20)[:, None]
        return {"loss": float((model(x) - (2 * x - 1)).square().mean().detach())}


def log(folder):
    return [json.loads(line) for line in (folder / "line.log.jsonl").read_text().splitlines()]


def state(folder):
    from safetensors import safe_open

    with safe_open(folder / "line.train.safetensors", framework="pt") as file:
        return file.metadata(), {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118


def test_it_learns_logs_and_leaves_weights(tmp_path):
    stage = Line()
    schedule = Schedule(minutes=0.02, warmup_steps=5, learning_rate=0.03, validate_minutes=0.005)
    weights = fit(stage, schedule, tmp_path / "runs")
    assert weights == tmp_path / "runs" / "line.safetensors"
    rows = log(weights.parent)
    assert len(rows) >= 2
    for row in rows:
        assert set(row) == {"step", "minutes", "loss", "largest", "held_out_loss"}
    assert rows[-1]["step"] == stage.steps
    assert rows[-1]["minutes"] == pytest.approx(0.02, abs=0.01)
    assert rows[-1]["loss"] < rows[0]["loss"] and rows[-1]["held_out_loss"] < 0.5
    assert stage.progress[0] == 0 and stage.progress == sorted(stage.progress)
    assert stage.progress[-1] < 1
    fresh = Line()
    fresh.model.load_state_dict(load_file(weights))
    fresh.model.eval()
    assert fresh.validate(fresh.model)["loss"] == pytest.approx(rows[-1]["held_out_loss"], abs=1e-4)


def test_checkpoints_are_no_pickle_and_whole(tmp_path):
    fit(Line(), SHORT, tmp_path)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["line.log.jsonl", "line.safetensors", "line.train.safetensors"]
    for name in files[1:]:
        data = (tmp_path / name).read_bytes()
        size = int.from_bytes(data[:8], "little")
        assert json.loads(data[8 : 8 + size])  # the header that safetensors puts in front
        assert b"\x80\x04" not in data[:2] and not data.startswith(b"PK")


def test_a_resumed_run_goes_on(tmp_path):
    first = Line()
    fit(first, SHORT, tmp_path)
    metadata, tensors = state(tmp_path)
    assert int(metadata["step"]) == first.steps
    assert 60 * 0.004 <= float(metadata["seconds"]) < 60 * 0.004 + 5
    assert any(key.endswith("exp_avg_sq") for key in tensors)
    lines = len(log(tmp_path))
    second = Line()
    seconds = float(metadata["seconds"])
    fit(second, Schedule(minutes=seconds / 60 + 0.004, warmup_steps=5), tmp_path, resume=True)
    rows = log(tmp_path)
    assert len(rows) > lines
    assert rows[-1]["step"] == first.steps + second.steps
    assert second.progress[0] > 0.2  # the budget counts what was trained before
    assert second.first != first.first  # and it learns from other batches
    steps = [row["step"] for row in rows]
    assert steps == sorted(steps)


def test_a_resumed_run_has_the_same_weights_moments_and_average(tmp_path):
    fit(Line(), SHORT, tmp_path)
    metadata, before = state(tmp_path)
    # A budget that is already spent: nothing is trained, everything is loaded.
    other = Line(stop_at=1)
    with pytest.raises(KeyboardInterrupt):
        fit(other, Schedule(minutes=60), tmp_path, resume=True)
    for key, value in other.model.state_dict().items():
        assert torch.equal(value, before[f"model.{key}"])
    weights = load_file(tmp_path / "line.safetensors")
    assert all(torch.equal(value, before[f"ema.{key}"]) for key, value in weights.items())
    spent = Line()
    # A hair less than was spent: seconds to minutes and back is not exact.
    fit(spent, Schedule(minutes=float(metadata["seconds"]) / 60 - 1e-6), tmp_path, resume=True)
    assert spent.steps == 0
    assert len(log(tmp_path)) >= 1


def test_an_interrupted_run_goes_on_from_its_last_checkpoint(tmp_path):
    schedule = Schedule(minutes=60, warmup_steps=5, save_minutes=0.0005, validate_minutes=0.0005)
    with pytest.raises(KeyboardInterrupt):
        fit(Line(stop_at=2000), schedule, tmp_path)
    metadata, _ = state(tmp_path)
    saved = int(metadata["step"])
    assert 0 < saved < 2000
    rest = Line()
    budget = float(metadata["seconds"]) / 60 + 0.002
    fit(rest, Schedule(minutes=budget, warmup_steps=5), tmp_path, resume=True)
    assert int(state(tmp_path)[0]["step"]) == saved + rest.steps


def test_without_resume_it_begins_anew(tmp_path):
    fit(Line(), SHORT, tmp_path)
    again = Line()
    fit(again, SHORT, tmp_path)
    assert int(state(tmp_path)[0]["step"]) == again.steps
    assert log(tmp_path)[-1]["step"] == again.steps


def test_a_step_that_is_no_number_changes_nothing(tmp_path):
    fit(Line(spoil_at=3), SHORT, tmp_path)
    for _, tensors in (state(tmp_path),):
        assert all(torch.isfinite(value).all() for value in tensors.values())


def test_the_rate_warms_up_and_falls(tmp_path):
    schedule = Schedule(learning_rate=1.0, warmup_steps=100)
    assert schedule.rate(0, 0) == pytest.approx(0.01)
    assert schedule.rate(99, 0) == schedule.rate(10**6, 0) == pytest.approx(1.0)
    assert schedule.rate(10**6, 0.5) == pytest.approx(0.51)
    assert schedule.rate(10**6, 1) == pytest.approx(0.02)


def test_the_average_follows_the_weights_and_buffers():
    model = nn.BatchNorm1d(1)
    ema = Ema(model, 0.9)
    with torch.no_grad():
        model.weight.fill_(11.0)
        model.num_batches_tracked.fill_(7)
    ema.update(model, 10**6)
    assert ema.shadow["weight"].item() == pytest.approx(2.0)  # a tenth of the way from 1 to 11
    assert ema.shadow["num_batches_tracked"].item() == 7
    early = Ema(model, 0.999)
    with torch.no_grad():
        model.weight.fill_(0.0)
    early.update(model, 0)  # a young average forgets its random start quickly
    assert early.shadow["weight"].item() < 2


def test_fast_arithmetic_is_bfloat16_or_nothing():
    layer = nn.Linear(8, 8)
    with fast_arithmetic():
        made = layer(torch.ones(1, 8))
    assert made.dtype in (torch.bfloat16, torch.float32)
    assert layer.weight.dtype == torch.float32


# A model that starts from a smaller one


def layers(width: int, extra: bool = False) -> nn.Sequential:
    torch.manual_seed(width)
    parts = [nn.Linear(3, width), nn.BatchNorm1d(width), nn.Linear(width, 2)]
    return nn.Sequential(*parts, *([nn.Linear(2, 2)] if extra else []))


def test_a_model_grows_from_weights_of_its_own_shape_to_those():
    model, other = layers(4), layers(4)
    with torch.no_grad():
        for value in other.state_dict().values():
            value.add_(1)
    grow(model, other.state_dict())
    for name, value in other.state_dict().items():
        assert torch.equal(model.state_dict()[name], value), name


def test_a_grown_tensor_has_the_old_one_in_its_corner_and_little_beside_it():
    small, large, fresh = layers(4), layers(7, extra=True), layers(7, extra=True)
    old = {name: value.clone() for name, value in small.state_dict().items()}
    grow(large, small.state_dict())
    for name, value in small.state_dict().items():
        assert torch.equal(value, old[name])
        corner = tuple(slice(size) for size in value.shape)
        found, before = large.state_dict()[name].clone(), fresh.state_dict()[name].clone()
        assert torch.equal(found[corner], value)
        found[corner] = before[corner] = 0
        torch.testing.assert_close(found, 0.1 * before if value.dim() > 1 else before)
    for name in ("3.weight", "3.bias"):  # of which the small one knows nothing
        assert torch.equal(large.state_dict()[name], fresh.state_dict()[name])
    with torch.no_grad():
        assert torch.isfinite(large.eval()(torch.ones(2, 3))).all()


def test_what_does_not_fit_is_refused_by_name():
    with pytest.raises(ValueError, match=r"0\.weight \(7, 3\) has no place"):
        grow(layers(4), layers(7).state_dict())
    with pytest.raises(ValueError, match=r"3\.weight \(2, 2\) has no place"):
        grow(layers(4), layers(4, extra=True).state_dict())
    with pytest.raises(ValueError, match=r"0\.weight \(3,\) has no place"):
        grow(layers(4), {"0.weight": torch.ones(3)})


def test_a_denoiser_of_before_keys_and_jumps_goes_on_as_it_was():
    from streaming_law import wild

    from engine.models.denoiser import Denoiser, DenoiserConfig

    config = DenoiserConfig(latent_channels=8, instruments=3, families=2, width=32, deep_width=32,
                            deep_dilations=(1, 2), condition_width=16, group_size=16)
    old, new = wild(Denoiser(config)), Denoiser(config).eval()
    later = ("jump.", "guidance.", "keys.", "keys_deep.")
    for name in later:
        module = getattr(old, name[:-1])
        module.load_state_dict(getattr(new, name[:-1]).state_dict())
    grow(new, {k: v for k, v in old.state_dict().items() if not k.startswith(later)})
    widths = (8, config.who_columns, 9, 129)
    x, *conditions = (torch.randn(2, 12, width) for width in widths)
    levels, guidance = torch.full((2,), 0.5), torch.full((2, 12), 2.0)
    with torch.no_grad():
        assert torch.equal(old(x, levels, levels, guidance, *conditions),
                           new(x, levels, levels, guidance, *conditions))
