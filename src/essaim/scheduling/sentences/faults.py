"""A sentence for each code of a fault. In braces: its facts, `subject` (the id) and `named` (its label)."""

from collections.abc import Mapping

FAULTS: Mapping[str, str] = {
    "no_slots": "There is no slot. Add the times sessions can begin at.",
    "no_rooms": "There is no room. Add the rooms sessions can be held in.",
    "no_sessions": "There is no session. Add what is to be timetabled.",
    "id_doubled": "The id {subject} stands for {kind} {times}. Give each {kind} an id of its own.",
    "slot_ends_too_early": "Slot {subject} begins at minute {starts_min} and ends at minute {ends_min}. Let it end after it begins.",
    "number_below_0": "{kind} {named}, {field}: “{number}” is below 0. Give 0 or more.",
    "session_too_short": "Session {named} takes {n_slots}. Give at least {least}, or make it optional if it is a mark that takes no time.",
    "session_too_long": "Session {named} takes {n_slots} in a row, and the longest block, {block}, has {longest}. Shorten the session, split it, "
    "or lengthen a block.",
    "resource_beyond": "Session {named} uses {used} of {resource}, and there are {number}. Use fewer, or find more.",
    "unknown_name": "{owner} {named}, {field}: no {kind} is called {name}. Correct the name, add that {kind}, or take it out.",
    "rule_without_name": "A rule of class {subject} has no name. Give it one, so that what it costs can be told.",
    "rule_doubled": "The name {subject} stands for a rule {times}, those that always hold counted. Give each rule a name of its own.",
    "rules_rival": "The rules {rules} are all of class {subject}, of which a problem has one. Keep one, and give the others weight 0.",
    "over_unknown": "Rule {subject}: “over” is {over}. Give one of {choices}.",
    "pair_of_one": "Rule {rule} pairs session {named} with itself. Take the pair out, or name the other session.",
    "order_cycle": "{sessions} are each to follow the one before, and the first is to follow the last (rules: {rules}). Take one of these orders out.",
}
