"""Words of change, cause, link and effect, and of everyday doing; written like war.py."""

from __future__ import annotations

TABLE = """
appear seem
become grow get turn go
grow become get increasingly
turn become change
turn_into become grow_into develop_into escalate_into
grow_into become turn_into develop_into escalate_into spiral_into
change alter shift switch
change transform
shift change move
turning_point watershed
make render
make cause bring
cause lead result bring trigger provoke produce set_off bring_about create spark prompt due_to because
lead_to cause result_in bring
lead cause
result outcome consequence
because due owing as_result result cause for_reason on_account over reason on_grounds since thanks
because_of due_to owing_to as_result over on_account through
over because due concern
drive cause push lead
due owing because
reason cause because why
produce bring yield
prompt cause trigger
fuel feed drive stoke
force compel make drive oblige push
set_moving drive send
put place set
put_on add_to include
place put
lie sit stand locate situate
locate position site situate
stand lie
be_located lie
connect link join run_between
link connect tie join
link connection
linked tied affiliated connected associated
affiliate affiliated linked member
affect impact disrupt
hit harm > affect impact disrupt
affect touch
impact effect
effect impact result
influence say sway voice role
say voice influence
have_a_say influence
dominate control
aid help assist support
help assist aid support
protect shield defend guard safeguard protection
defend protect defence
self-defence self-defense defend_itself
secure protect safeguard guarantee ensure
secure obtain
ensure guarantee secure
endanger jeopardise threaten imperil put_at_risk put_in_danger risk
danger risk threat peril
risk danger threat
risk threaten
confront face clash
face confront encounter experience meet
face suffer
suffer endure undergo face experience
suffer have
bear carry shoulder cope_with
cope_with handle bear deal_with
deal_with handle tackle address
tackle address
handle deal_with
use employ deploy utilise usage
use exploit
exploit use
try attempt seek effort
attempt try effort bid
effort attempt try work
avoid avert
watch_over monitor observe oversee supervise
monitor observe watch oversee supervise track
observe see
prepare get_ready ready preparation
prepare equip
decide determine choose decision
choice option
choice decision
choose opt
option choice
receive take
accept agree
accept take
answer explain
learn hear find_out be_told
know known aware
known know
recall remember
write pen
step_in intervene
step_aside stand_aside get_out_of_way stay_out move_aside
stand_in_way block
rule govern
govern rule administer administration
administer run
oversee supervise
pull draw
draw attract bring
draw provoke prompt
come_close near approach
close_in approach
mark characterise
characterise mark
restore return
stabilise stabilize stability stable
stabilise calm
weaken undermine erode
strengthen reinforce boost bolster
boost strengthen
slow slow_down
speed pace fast quick how_fast
fast quick rapid rapidly quickly
ease facilitate make_easier
facilitate ease enable
facilitate help
spend pass
protest demonstrate demonstration rally
sit-in sit_in > protest
shoot fire
rest_on based_on base draw_on
depend hinge
break_out erupt flare_up begin start
give provide supply > offer
answer return
receive get
warn fear
work handiwork
work_of responsible_for behind carry_out
content satisfied happy pleased
get_out_of_control spin_out_of_control spiral_out_of_control spun_out_of_control escape_control
be_held hold take_place
talk consultation meeting patrol exercise conference summit vote > hold be_held take_place
meet > hold hold_meeting hold_talk
regret voice_regret express_regret
thank express_thanks receive_thanks
support voice_support express_support
discuss agenda on_agenda topic subject
without lose lack deprive no
access way
risk could might may
risk threaten could_end could_lead
result end
point place
cause because due responsible
truly really real
real actual true
notify notification advance_notification notice inform
carry conduct perform
not never > fail failure unable lack without unsuccessful
chance opportunity possibility > allow
take_up > agenda on_agenda
limit restrict confine > only
other_than except apart_from besides > only sole
run_from range > vary range differ
reach_consensus find_consensus reach_agreement find_agreement come_to_agreement find_common_ground
force > use_force
stunt malnutrition hunger disease injure wound casualty damage loss > suffer
sanction > hit
work_of responsible_for behind_attack
shoot fire shell fire_on fire_at > draw_fire draw
resume take_up_again take_up renew restart > again
high-ranking high-level high_level high_ranking > senior
senior > high_ranking high_level
cost_lives kill
displace > reach
take_in > arrive
junction intersection crossroads > meet cross where_meet
agree > agreement reach_agreement agreement_be_reached reach
keep continue > not_stop
casualty > cause
out > leave
seven_days 7_days > week
six_months 6_months > half_year half
twelve_months 12_months > year
fourteen_days 14_days > two_weeks week
24_hours > day
change_hands > control shift change
by_phone > conversation
break_out broke_out > begin start
begin start > broke_out break_out
be_responsible claim_responsibility responsible
"""
