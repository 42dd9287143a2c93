"""Every rule twice: the product keeps it, and what was planted against it is found and named."""

import pytest

from tests.architecture.rules import edges, house, imports, texts, web, words
from tests.architecture.tree import RULES, Planted, Rule, Tree

FILES_MIN = 40
MODULES = (imports, edges, words, house, texts, web)
BAD = [
    pytest.param(rule, bad, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, bad in enumerate(rule.planted)
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_repository_keeps(rule: Rule, tree: Tree) -> None:
    breaches = rule.breaches(tree)
    assert not breaches, "\n".join(map(str, breaches))


@pytest.mark.parametrize(("rule", "bad"), BAD)
def test_who_breaks_it_is_named(rule: Rule, bad: Planted) -> None:
    breaches = rule.breaches(Tree.of(bad.files))
    assert any(bad.says in str(each) for each in breaches), breaches


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_no_rule_stands_without_a_bad_example(module: object) -> None:
    mine = [rule for rule in RULES if rule.check.__module__ == getattr(module, "__name__", None)]
    assert mine
    assert all(rule.planted for rule in mine)


def test_the_tree_is_not_empty(tree: Tree) -> None:
    """An empty tree would keep every rule."""
    assert len(tree.product) > FILES_MIN
    assert tree.client
