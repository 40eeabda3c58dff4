"""Merkle trees against the known roots of Certificate Transparency's test leaves, the definition, and pymerkle."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallybook.ledger import consistency_proof, inclusion_proof, leaf_hash, root, verify_consistency, verify_inclusion

# the leaves and roots with which implementations of RFC 6962 are tested since the first one
LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def by_definition(nodes: Sequence[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if len(nodes) == 1:
        return nodes[0]
    k = 1
    while k * 2 < len(nodes):
        k *= 2
    return hashlib.sha256(b"\x01" + by_definition(nodes[:k]) + by_definition(nodes[k:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in LEAVES[:size]]
    assert root(hashes).hex() == ROOTS[size - 1]


def test_the_root_of_nothing() -> None:
    assert root([]) == hashlib.sha256(b"").digest()


@pytest.mark.parametrize("size", range(1, 34))
def test_roots_and_proofs_of_every_small_tree(size: int) -> None:
    nodes = leaves(size)
    top = root(nodes)
    assert top == by_definition(nodes)
    for index in range(size):
        assert verify_inclusion(nodes[index], index, size, inclusion_proof(nodes, index), top)
    for earlier in range(1, size + 1):
        proof = consistency_proof(nodes, earlier)
        assert verify_consistency(earlier, size, root(nodes[:earlier]), top, proof)


def test_proofs_of_the_rfc() -> None:
    """RFC 6962, section 2.1.3: the tree of seven leaves d0..d6 with its named nodes."""
    a, b, c, d, e, f, j = leaves(7)
    g, h, i = by_definition([a, b]), by_definition([c, d]), by_definition([e, f])
    k = by_definition([a, b, c, d])
    ell = by_definition([e, f, j])
    seven = leaves(7)
    assert inclusion_proof(seven, 0) == [b, h, ell]
    assert inclusion_proof(seven, 3) == [c, g, ell]
    assert inclusion_proof(seven, 4) == [f, j, k]
    assert inclusion_proof(seven, 6) == [i, k]
    assert consistency_proof(seven, 3) == [c, d, g, ell]
    assert consistency_proof(seven, 4) == [ell]
    assert consistency_proof(seven, 6) == [i, j, k]


@given(st.data())
def test_a_changed_proof_proves_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 40))
    index = data.draw(st.integers(0, size - 1))
    nodes = leaves(size)
    top = root(nodes)
    proof = inclusion_proof(nodes, index)
    spoilt = list(proof)
    at = data.draw(st.integers(0, len(proof) - 1))
    spoilt[at] = bytes(32)
    assert not verify_inclusion(nodes[index], index, size, spoilt, top)
    assert not verify_inclusion(nodes[index], index, size, [*proof, bytes(32)], top)
    assert not verify_inclusion(nodes[index], index, size, proof[:-1], top)
    assert not verify_inclusion(nodes[index - 1], index, size, proof, top)
    earlier = data.draw(st.integers(1, size - 1))
    path = consistency_proof(nodes, earlier)
    other = root([bytes(32), *nodes[1:earlier]])
    assert not verify_consistency(earlier, size, other, top, path)
    assert not verify_consistency(earlier, size, root(nodes[:earlier]), bytes(32), path)
    assert not verify_consistency(earlier, size, root(nodes[:earlier]), top, path[:-1])
    assert not verify_consistency(earlier, size, root(nodes[:earlier]), top, [*path, bytes(32)])


def test_nonsense_is_refused() -> None:
    nodes = leaves(3)
    for index in (-1, 3):
        assert not verify_inclusion(nodes[0], index, 3, [], root(nodes))
        with pytest.raises(IndexError):
            inclusion_proof(nodes, index)
    for earlier in (0, 4):
        assert not verify_consistency(earlier, 3, root(nodes), root(nodes), [])
        with pytest.raises(IndexError):
            consistency_proof(nodes, earlier)
    assert not verify_consistency(3, 3, root(nodes), root(nodes), [bytes(32)])
    assert not verify_consistency(2, 3, root(nodes[:2]), root(nodes), [])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 100, 1000])
def test_pymerkle_has_the_same_roots(size: int) -> None:
    tree = pymerkle.InmemoryTree(algorithm="sha256")
    for number in range(size):
        tree.append_entry(str(number).encode())
    assert root(leaves(size)) == tree.get_state()
