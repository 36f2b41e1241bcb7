"""Verbs of everyday doing and being, and their nouns; written like war.py."""

from __future__ import annotations

TABLE = """
begin start commence launch open get_under_way set_in beginning onset
start begin beginning outset onset
start_of beginning_of early
set_off trigger spark start prompt cause provoke lead_to
resume restart
end stop halt cease finish conclude termination close come_to_end come_to_halt come_to_stop bring_to_end
    bring_to_halt call_off cessation discontinue
stop end halt cease cessation
suspend > stop halt
cut_short shorten break_off curtail end_early > reduce
shorten cut_short curtail reduce
cut reduce
finish complete conclude
complete completely completion finish full fully
complete full total
continue go_on keep keep_on keep_up carry_on proceed persist maintain ongoing press_on
keep_up continue sustain maintain
keep maintain preserve retain continue hold stay
keep_in_place maintain preserve leave_in_place
go_on continue
maintain keep preserve
go_unheeded unheeded ignore not_heed disregard not_observe not_comply
ignore disregard
happen occur take_place come_about be_held
take_place happen occur be_held hold
occur take_place
held take_place hold
hold conduct carry_out stage run
carry_out conduct
run operate maintain have man
operate work function run operation
work function operate
work serve be_employed
work working workings
workings working work function operation detail
job task work
do_the_job do_it
act take_action action move
action act step measure
step measure action
measure step
take_part participate join participation involve involvement be_part
participate take_part
join take_part
involve involvement participation part role
join alongside together with
alongside together_with with side_by_side beside next_to along_with
together jointly joint combined with common
joint jointly combined shared together common
jointly together
common joint share
share have_in_common common
coincide overlap share
combined together total
build construct
create establish set_up form found make creation
set_up establish create found form build put_up open newly_set_up establishment
announce set_up
establish found
form create
make_up account_for constitute comprise represent form amount_to
account_for make_up
amount_to constitute be
include among comprise contain count
among include including amongst of
including include among
contain hold
have possess own
give hand provide
give_way yield cede
give_ground yield back_down
get obtain receive gain
receive get
gain win get obtain
win gain achieve
achieve reach attain
reach attain hit arrive
reach extend stretch
extend stretch reach run
hit reach
lose loss
find discover detect
find confirm_case detect
detect find
see witness experience
show display
elsewhere > other_point other_points point
along > alongside
practically virtually nearly > all_but
return / displacement > people person
attack / violation / abuse > commit committed
take / capture / seize > under_control bring_under_control
last > remaining
route > reach
"""
