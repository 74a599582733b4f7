"""A sentence for each code of a reason and of a suggestion, a phrase for each code of a ground.

In braces: facts by label and with their unit; `sessions`, and of two `first` and `second`; `because`: the phrases of the grounds.
In brackets, "[needs|need]": as one session, or several.
"""

from collections.abc import Mapping

REASONS: Mapping[str, str] = {
    "no_room_fits": "no room fits {first}: {because}.",
    "no_start_fits": "{first} can begin at no time: {because}.",
    "no_place": "{first} can stand nowhere: {because}.",
    "too_many_sessions": "the sessions take {n_needed} in all, and the rooms have {n_there}. Leave sessions out, or find rooms or times.",
    "rooms_overfull": "{sessions} take {n_needed} in all, and {rooms} [has|have] {n_there} for them: {because}.",
    "too_few_places": "{sessions} do not all fit into {places}: {because}.",
    "plenary_crowded": "{sessions} take {n_needed} in all, as a plenary fills every room, and there are {n_there}: {because}.",
    "plenary_beside": "{sessions} do not all find a time of their own: {because}.",
    "person_overbooked": "{person} is needed for {n_needed} by {sessions}, and has time for {n_there}: {because}.",
    "person_at_once": "{sessions} cannot all be placed without somebody missing one of them: {because}.",
    "theme_overbooked": "{sessions} share {theme} and take {n_needed} one after the other, and there are {n_there}: {because}.",
    "resource_short": "{sessions} need {resource} for {n_needed} in all, and there are {n_there}: {because}.",
    "resource_clash": "{sessions} cannot all have what they need at once: {because}.",
    "order_impossible": "{sessions} cannot stand in the order wanted: {because}.",
    "pair_impossible": "{sessions} stand nowhere as they are wanted: {because}.",
    "pins_clash": "{sessions} are pinned where they cannot stand together: {because}.",
    "cannot_hold": "{sessions} cannot all be placed: {because}.",
}

GROUNDS: Mapping[str, str] = {
    "room_clash": "a room holds one session at a time",
    "room_closed": "{rooms} [is|are] closed at some of the times",
    "person_clash": "{person} is needed at {them} and is in one place at a time",
    "person_travel": "{person} needs time between {them}, for the way or a rest",
    "person_away": "{person}, needed at {them}, is away at {slots}",
    "compact_days": "{person} comes on one day only, for {them}",
    "slot_not_allowed": "{those} may begin only at {slots_or}",
    "room_not_allowed": "{those} may be held only in {rooms_or}",
    "equipment": "{those} [needs|need] {features}, which {rooms_have}",
    "step_free": "{those} [needs|need] step-free access, which {rooms_have}",
    "quiet_room": "{those} [needs|need] quiet, which {rooms_have}",
    "capacity": "{those} must seat {audience}, for which {rooms_have} the seats",
    "seats_short": "{those} [expects|expect] {audience}, for whom {rooms_have} the seats",
    "pinned": "{those} [is|are] pinned to {slot} in {room}",
    "plenary_alone": "nothing may stand beside a plenary ({sessions})",
    "resources": "{those} [uses|use] {resource}, and there {there_are}",
    "one_theme_a_cell": "one room holds one theme in a block",
    "pair_overlap": "{first} and {second} may not be on at once",
    "pair_same_start": "{first} and {second} may not begin together",
    "pair_same_block_other_room": "{first} and {second} may not be in different rooms of one block",
    "pair_same_day_other_room": "{first} and {second} may not be in different rooms on one day",
    "pair_other_day": "{first} and {second} are wanted on one day",
    "pair_not_before": "{first} is to end before {second} begins",
    "pair_not_right_after": "{second} is to come right after {first} in the same room",
    "pair_short_pause": "{needed} are wanted between {first} and {second}",
    "pair_larger_room": "{second} is not to have a smaller room than {first}",
    "slot_costs": "{those} may begin only at {slots_or} (rule {rule})",
    "room_costs": "{those} may be held only in {rooms_or} (rule {rule})",
    "preferred_slots": "{those} [wishes|wish] to begin only at {slots_or}",
    "moved_time": "{those} [was|were] published at {slot} and may not move",
    "moved_room": "{those} [was|were] published in {room} and may not move",
    "theme_parallel": "sessions of {themes} may not be on at once",
    "theme_rooms": "{themes} may not change rooms",
    "theme_order": "{first} is to come before {second} in its theme",
    "cell_costs": "rule {rule} refuses some themes in {rooms}",
    "themes_together": "{themes} may not be on in one block",
    "theme_cells_together": "{themes} may not be in two rooms of one block",
    "theme_runs": "{themes} may not stop and begin again",
    "theme_positions": "sessions of {themes} have their numbers in it",
    "language_cover": "there must always be something in {languages}",
    "format_balance": "the days have even shares of {formats}",
    "takes": "{those} [takes|take] {n_slots} in a row, without a break",
    "lonely_pairs": "{those} must begin two by two (rule {rule})",
}

PLAIN = frozenset({"too_many_sessions"})
"""Said of all sessions: nothing is added about each."""
MINIMAL_ONE = " Lift any one of these rules, and there is a place for it."
MINIMAL_SEVERAL = " Take any one of these sessions or rules away, and the rest can stand."

SUGGESTIONS: Mapping[str, str] = {
    "leave_out": "leave out {first}.",
    "other_time": "let {first} begin at {slot} too.",
    "other_room": "let {first} be held in {room} too.",
    "unpin": "take the pin away from {first}; it could stand at {slot} in {room}.",
    "person_there": "ask {person} to be there at {slots}.",
    "replace_person": "let somebody else take the place of {person} at {first}.",
    "more_of_resource": "find {more} more of {resource}.",
    "drop_order": "drop the order between {first} and {second} (rule {rule}).",
    "drop_pair": "let rule {rule} no longer hold between {first} and {second}.",
    "not_plenary": "let other sessions stand beside {first}.",
    "lift_rule": "switch rule {rule} off, which bears on {sessions}.",
    "suit_room": "give {room} {wants}.",
    "one_more_room": "find one more room{with_wants}.",
    "one_more_room_like": "find one more room like {room}.",
    "open_room": "open {room} at {slots}.",
    "one_more_slot": "add one more slot of {minutes} after {slot}.",
    "shorten": "shorten {first} by {fewer}.",
}
ENOUGH: Mapping[bool | None, str] = {
    True: " Then all sessions can be placed.",
    False: " It mends this, not yet all.",
    None: " It mends this; whether it mends all was not found in the time.",
}
TOUCHES = " (It touches {touched}.)"
