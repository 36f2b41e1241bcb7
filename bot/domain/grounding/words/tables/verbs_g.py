"""More verbs of reports and of crises, and turns of phrase for them; written like war.py."""

from __future__ import annotations

TABLE = """
wait waiting > delay hold_off stand_by await until
engage engaged > take_part commit carry_out practise involve conduct participate
prove proved > demonstrate establish document attest support bear_out
recognise > acknowledge accept regard
profit > earn make_money gain benefit
relocate > move shift transfer
extension > renewal prolongation
entry > arrive crossing enter come get_in
provision > clause term rule part
tear_down > take_down
improvised > makeshift homemade home_made
fear / worry / hope / doubt / regret / thank / support / praise / condemn / concern / willing / ready / believe / wish
    / think / gratitude / solidarity / want > express voice
think / believe / judge / argue / consider / assess / view / hold > opinion view hold_opinion hold_view be_of_opinion
    belief judgment assessment
condemn / reject / deny / protest / announce / demand / warn / order / call / appeal / threaten > issue
accuse / allege / charge / claim > level make
blame > lay place pin put
vote > receive get obtain gather cast member garner
fail failed > fall_through come_to_nothing not_get_through not_win not_get_enough fail_to_get_enough not_receive_enough
failed_to_agree failed_agree > not_agree no_agreement
run_until ran_until > valid valid_until last last_until in_force expire hold_good
run ran > valid last
cover > focus deal_with span concentrate look_at centre
focus concentrate > deal_with cover
cost > price_tag budget cost_of worth
warn warned without_warning > notify inform notice tell advance_notice give_notice advance_warning
confirm > cement seal underline consolidate
cement > confirm strengthen consolidate
resume > flow
turn_away turning_away > get_to_stop wean make_stop bring_to_stop divert
stand standing > be position located present among
rank > among midst
bring brought > provide give usher_in
go_from gone_from went_from > increase change turn shift become progress escalate move_from
register registered > on_record list enrol count
carry_out_attack carried_out_attack > attack strike
carried_out_strike carry_out_air_strike carried_out_air_strike > bomb strike air_strike hit
attack > behind work_of perpetrate
let > open_way
land > touch_down
send > order deploy
watch > see
get_to > have
question > challenge doubt
call_to > urge appeal
come > arrive arise
go > travel move journey head make_way flee
take > bring_under_control move_into overrun win
make > render turn carry_out conduct
give > express
see > face
show > indicate suggest point
put > include add name
hold > keep
get > win secure gain
tell > inform brief report explain notify say
write > publish
call > appeal
view > opinion belief judgment
account > version report
find > rule hold
follow > come_after succeed
receive > obtain get win gain
include > among such_as
involve > include
concern > affect

reach > touch go_up_to extend_to run_to
extend > reach stretch run continue
stretch > reach extend run
surround > all_around
remain > not_yet
still > not_yet remain continue to_this_day
already > by_then even_before earlier
occupy > control hold
have_returned had_returned > be_back back
displace_again > displace
go_hungry > not_eat
drop_out > leave withdraw
break_off > end stop suspend cut
break_away > split separate leave
carry_on > continue
catch_fire caught_fire > burn fire
claim_responsibility claimed_responsibility > say_behind be_responsible
come_to_light > emerge
come_to_power > take_power take_office
come_back > return
cut_back > reduce
do_away > remove end
draw_up drew_up > prepare write draft
drag_on > continue last
fall_apart fell_apart > collapse break_down
fall_short > not_reach not_meet below lack
get_away > escape flee
get_through > pass
give_birth > born bear
give_in gave_in > yield back_down concede
go_off went_off > explode
go_missing went_missing > disappear missing vanish
go_down > fall drop sink
go_out > leave
grind_to_halt > stop halt
hand_over handed_over > give transfer surrender deliver turn_over
hand_in > submit
hold_up > delay block
hold_hostage > hostage
keep_away > stay_away
keep_out > exclude bar
knock_down > demolish destroy
lay_siege laid_siege > besiege surround
lay_down_arms laid_down_arms > surrender disarm
surrender > give_up lay_down_arms yield
disarm > lay_down_weapon give_up_weapon
line_up > queue
live_on > survive
look_after > care
look_for > search seek
make_progress > advance
make_way > yield
meet_with > see
open_up > open
opt_out > leave
pass_away > die
pass_over > ignore
pick_up > collect gather increase
play_down played_down > minimise
point_at > aim
pull_through > survive
put_down > suppress quell
quell suppress crush > put_down stop
put_forward > propose present submit
put_in_place > establish set_up introduce
put_pressure > press urge
ramp_up > increase step_up
roll_back > reverse reduce
rule_over > govern
run_away > flee escape
run_over > hit
send_out > dispatch
set_aside > reserve allocate
set_out > describe explain state
set_free > release free
shore_up > strengthen support
shut_off > cut
speak_out > protest criticise
speak_up > say
stay_behind stayed_behind > remain
stay_put > remain
stave_off > avert prevent
stem_from stems_from > originate come_from result
step_back > withdraw
take_aim > target
take_away > remove
take_cover > shelter hide
take_hold > start
take_over > seize capture control
take_refuge took_refuge > shelter seek_shelter flee
take_to_road took_to_road > flee leave
tail_off > decline fall
talk_to > speak
think_of > consider
throw_out threw_out > reject expel
turn_down > reject refuse
turn_out > appear attend vote
turn_up > arrive appear
turn_over > hand_over
use_up > exhaust
walk_away > leave
walk_out walked_out > leave strike
ward_off > repel prevent
wind_down > reduce end
wipe_out > destroy
work_out > agree
"""
