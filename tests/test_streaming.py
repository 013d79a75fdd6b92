"""Memory as an argument: joined, tapped, packed and unpacked without loss."""

import pytest
import torch
from streaming_law import keeps_the_law
from torch import nn

from engine.models.streaming import Layout, join, taps

GENERATOR = torch.Generator().manual_seed(1)


def numbers(*shape):
    return torch.randn(*shape, generator=GENERATOR)


def test_join_puts_the_past_before_the_present_and_keeps_its_length():
    memory, x = numbers(2, 3, 4), numbers(2, 5, 4)
    whole, following = join(memory, x)
    assert torch.equal(whole, torch.cat([memory, x], 1))
    assert torch.equal(following, x[:, 2:])


def test_a_block_shorter_than_the_memory_keeps_some_of_it():
    memory, x = numbers(2, 6, 4), numbers(2, 2, 4)
    _, following = join(memory, x)
    assert torch.equal(following, torch.cat([memory[:, 2:], x], 1))


@pytest.mark.parametrize("kernel, dilation", [(1, 1), (3, 1), (3, 4), (5, 2)])
def test_taps_are_what_a_causal_kernel_sees(kernel, dilation):
    x = numbers(2, 9, 4)
    memory = torch.zeros(2, (kernel - 1) * dilation, 4)
    whole, _ = join(memory, x)
    found = taps(whole, x, kernel, dilation)
    assert len(found) == kernel and torch.equal(found[-1], x)
    for place, tap in enumerate(found):
        back = (kernel - 1 - place) * dilation
        expected = torch.zeros_like(x)
        expected[:, back:] = x[:, : 9 - back]
        assert torch.equal(tap, expected)


def test_a_layout_packs_and_unpacks():
    layout = Layout()
    assert [layout.add(3, 4), layout.add(1, 7), layout.add(2, 2)] == [0, 1, 2]
    assert layout.size == 12 + 7 + 4
    memories = [numbers(5, 3, 4), numbers(5, 1, 7), numbers(5, 2, 2)]
    state = layout.pack(memories)
    assert state.shape == (5, layout.size)
    for ours, theirs in zip(layout.unpack(state), memories, strict=True):
        assert torch.equal(ours, theirs)
    assert torch.equal(layout.pack(layout.unpack(state)), state)


def test_the_start_is_zeros_like_its_example():
    layout = Layout([(2, 3)])
    start = layout.start(torch.ones(4, 9, 1, dtype=torch.float64))
    assert start.shape == (4, 6) and start.dtype == torch.float64 and not start.any()


class Stack(nn.Module):
    """Two causal convolutions made of nothing but the three functions."""

    def __init__(self):
        super().__init__()
        self.layout = Layout()
        self.places = [self.layout.add(4, 3), self.layout.add(2, 3)]
        self.weights = nn.ParameterList(numbers(3, 3, 3) for _ in range(2))

    def step(self, x, state):
        memories = self.layout.unpack(state)
        for place, weight, dilation in zip(self.places, self.weights, (2, 1), strict=True):
            whole, memories[place] = join(memories[place], x)
            x = torch.tanh(
                sum(tap @ w for tap, w in zip(taps(whole, x, 3, dilation), weight, strict=True))
            )
        return x, self.layout.pack(memories)


def test_a_stack_of_them_keeps_the_law():
    stack, x = Stack(), numbers(2, 12, 3)
    keeps_the_law(lambda inputs, state: stack.step(*inputs, state), [x], stack.layout.start(x))


def test_a_stack_is_the_convolution_of_torch():
    stack, x = Stack(), numbers(2, 12, 3)
    h = x
    with torch.no_grad():
        for weight, dilation in zip(stack.weights, (2, 1), strict=True):
            padded = nn.functional.pad(h.transpose(1, 2), (2 * dilation, 0))
            kernel = weight.permute(2, 1, 0)  # (out, in, taps)
            h = torch.tanh(nn.functional.conv1d(padded, kernel, dilation=dilation)).transpose(1, 2)
        made, _ = stack.step(x, stack.layout.start(x))
    assert (made - h).abs().max() < 1e-5
