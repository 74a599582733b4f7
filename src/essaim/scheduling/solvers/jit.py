"""How the search is compiled. With numba's reference counts left out (`_nrt`): a call hands on a hundred arrays, and counting them took most
of the time (decision 0012). So nothing compiled makes an array; what it needs stands in the state. Compiled code is kept beside the sources."""

from collections.abc import Callable
from typing import Any, TypeVar

import numba
import numpy as np

Number = int | np.signedinteger[Any]
"""Compiled code counts in numpy's whole numbers."""

Function = TypeVar("Function", bound=Callable[..., object])


def made(function: Function, **options: object) -> Function:
    compiler: Callable[..., Callable[[Function], Function]] = numba.njit
    return compiler(nogil=True, boundscheck=False, _nrt=False, **options)(function)


def compiled(function: Function) -> Function:
    """May be called from Python."""
    return made(function, cache=True)


def within(function: Function) -> Function:
    """Called by compiled functions alone."""
    return made(function, cache=True, no_cpython_wrapper=True)


def inlined(function: Function) -> Function:
    """A part of the function that calls it."""
    return made(function, inline="always")
