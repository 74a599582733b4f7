"""A sentence for each code of a breach. In braces: its facts, by label and with their unit; `sessions`, and of two `first` and `second`."""

from collections.abc import Mapping

REWARD = "{sessions}: rule {rule} rewards where this stands, by {worth}. Nothing needs to be done."

STRUCTURE = {
    "unplaced": "{first} has no place yet. Give it a slot and a room.",
    "does_not_fit": "{first} in {room}, from {slot}: it takes {n_slots} in a row and runs {lacking} over the end of the block. "
    "Begin earlier, or in a longer block.",
}
PLACES = {
    "room_closed": "{first} is in {room} at {slot}, and the room is closed for {amount} minutes of it. Take another room or time.",
    "person_away": "{person} is needed at {first} at {slot} and is away for {amount} minutes of it. Choose another time, or ask somebody else.",
    "slot_not_allowed": "{first} begins at {slot}, which is not among the times allowed to it. Choose one of those.",
    "room_not_allowed": "{first} is in {room}, which is not among the rooms allowed to it. Choose one of those.",
    "equipment": "{first} is in {room}, which lacks {features}. Bring it there, or take a room that has it.",
    "step_free": "{first} needs step-free access, and {room} is not known to have it. Take a room that has it, or note that this one does.",
    "quiet_room": "{first} needs a quiet room, and {room} is none. Take a quiet one.",
    "capacity": "{first} must seat {audience}, and {room} has {seats}. Take a larger room.",
    "seats_short": "{first} expects {audience}, and {room} has {seats}. A larger room would seat all.",
    "pinned": "{first} is pinned to {other_slot} in {other_room} and stands at {slot} in {room}. Put it back, or take the pin away.",
    "preferred_slots": "{first} begins at {slot}, which is none of the times it wished for. Try one of those.",
    "moved_time": "{first} was published at {other_slot} and now begins at {slot}. Put it back, or tell those who planned to come.",
    "moved_room": "{first} was published in {other_room} and is now in {room}. Put it back, or tell those who planned to come.",
    "slot_costs": "{first} begins at {slot}, a time that rule {rule} would rather avoid. Try another.",
    "room_costs": "{first} is in {room}, a room that rule {rule} would rather avoid. Try another.",
}
PAIRS = {
    "room_clash": "{sessions} are both in {room} for {minutes}, from {slot} on. Move one of them.",
    "person_clash": "{person} is needed at {sessions} at once, for {minutes} from {slot} on. Move one of them, or ask somebody else.",
    "person_travel": "{person} has {minutes} between {sessions}, and needs {needed} from {room} to {other_room} or for a rest. "
    "Move one of them in time, or both to one place.",
    "plenary_alone": "{second} is on for {minutes} beside the plenary {first}, from {slot} on. Move it to another time.",
    "pair_overlap": "{sessions} are on at once, at {slot} and {other_slot}; rule {rule} wants them apart. Move one of them.",
    "pair_same_start": "{sessions} both begin at {slot}; rule {rule} wants them apart. Move one of them.",
    "pair_same_block_other_room": "{sessions} are in one block, in {room} and {other_room}; rule {rule} wants them in one room or in different "
    "blocks. Move one of them.",
    "pair_same_day_other_room": "{sessions} are on one day, in {room} and {other_room}; rule {rule} wants them in one room or on different days. "
    "Move one of them.",
    "pair_other_day": "{sessions} are on different days, at {slot} and {other_slot}; rule {rule} wants them on one day. Move one of them.",
    "pair_not_before": "{first} is to end before {second} begins (rule {rule}), but they stand at {slot} and {other_slot}. Begin {first} earlier "
    "or {second} later.",
    "pair_not_right_after": "{second} is to come right after {first} in the same room (rule {rule}), but they stand at {slot} in {room} and at "
    "{other_slot} in {other_room}. Move {second} behind {first}.",
    "pair_short_pause": "{sessions}, at {slot} and {other_slot}, want at least {needed} between them (rule {rule}). Move one of them.",
    "pair_larger_room": "{first} in {room} has a larger room than {second} in {other_room}; rule {rule} wants it the other way. Swap the rooms.",
}
THEMES = {
    "one_theme_a_cell": "{room} in block {block} holds sessions of {themes}; rule {rule} wants one theme there. Move one of {sessions}.",
    "theme_parallel": "{sessions} are on at once from {slot} on and share {themes}: nobody can follow both. Move one of them.",
    "theme_rooms": "{theme} is spread over {rooms}. Bring {sessions} together in one room.",
    "theme_rooms_in_a_day": "{theme} changes rooms on {day}: {rooms}. Bring {sessions} together in one room.",
    "theme_order": "In {theme}, {first} is to come before {second}, but they stand at {slot} and {other_slot}. Swap them.",
    "cell_costs": "{themes} in {room}, block {block} ({sessions}): rule {rule} would rather avoid this. Try another room or block.",
    "themes_together": "{theme} in {room} and {other_theme} in {other_room} are on in one block, {block}; rule {rule} wants them apart. "
    "Move one of them to another block.",
    "theme_cells_together": "{theme} is in {rooms} at once in block {block}. Bring {sessions} together, or move some to another block.",
    "theme_runs": "{theme} stops and begins again: it is on in {blocks}, and not between. Bring its sessions together.",
    "theme_positions": "{first} is to be number {order} of {theme} and is number {position}. Move it.",
    "theme_positions_at_once": "{sessions} of {theme} have an order and are on at once, at {slots}. Put them one after the other.",
}
WHOLE = {
    "resources": "{resource}: {used} are used at once, there are {number} (first at {slot}). Find more, or move one of these: {sessions}.",
    "language_cover": "{people} who understand {language} have nothing for {minutes}, first at {slot}. Have one of these interpreted, or put "
    "something in {language} beside them: {sessions}.",
    "format_balance": "{day} has {n_sessions} of format {format}, and an even share would be {share}. Move some to another day.",
    "compact_days": "{person} has to come on several days: {days}. Bring {sessions} together on one.",
    "lonely_pairs": "{first} begins at {slot} with {beside} of its kind; rule {rule} wants exactly one. Move it, or another to it.",
}

BREACHES: Mapping[str, str] = STRUCTURE | PLACES | PAIRS | THEMES | WHOLE
