"""Verbs of being, beginning, ending, changing, causing and suffering; written like war.py."""

from __future__ import annotations

TABLE = """
remain stay > still keep continue be_left persist linger endure not_leave last yet not_go hold
remain > leave_over left_over survive exist stand
still > remain continue
continue keep > go_on carry_on persist proceed last still remain not_stop not_end ongoing sustain press_ahead endure
    continuous continuously constantly unabated further
keep > repeatedly continually time_and_again leave
keep > not_stop refuse_to_stop
keep_up > continue sustain maintain go_on not_let_up press_on
go_on > continue carry_on persist last proceed keep
press_on > continue go_on advance carry_on persist push_on
last > run take continue go_on endure
begin start > commence open kick_off get_under_way get_going set_in originate initiate come_into_being embark
    launch inaugurate starting_point outset
begin start > come_into_effect come_into_force take_effect
launch > start begin open mount initiate undertake embark_on set_in_motion commence carry_out set_up stage
initiate > start begin launch
end > finish conclude close wrap_up terminate be_over cease halt stop draw_to_close put_end bring_to_close
    come_to_close no_longer over complete
end_without > fail_to_produce fail_to_bring not_produce not_bring not_yield not_result produce_no bring_no yield_no
    fail_to_yield not_lead close_without conclude_without break_up_without finish_without
without_reach > fail_to_reach not_reach reach_no come_to_no fail_to_find no
end_up > be find come land finish wind_up now lie stand
stop > halt end cease cut_off discontinue put_end break_off quit desist no_longer not_continue put_stop bring_to_end
    call_off pause
halt cease > stop end discontinue put_end no_longer
stop_from > prevent keep_from
stop > prevent hold_back block hold_up turn_back
not_stop > continue go_on keep
give_up > stop abandon end quit drop renounce cease relinquish discontinue no_longer withdraw
suspend > halt pause stop interrupt put_on_hold freeze cease discontinue shut_down close put_stop shut break_off
    temporarily
had_to_suspend have_to_suspend forced_to_suspend > unable_to_work unable_to_operate stop
interrupt > disrupt stop break halt pause
cut_short shorten > end_early break_off curtail cut abbreviate stop_early reduce abort not_complete not_completed
    truncate end_prematurely halt
postpone delay put_off > defer move_back reschedule push_back
cancel > call_off scrap drop abandon
finish_off > end kill_off destroy put_end spell_end
complete > finish conclude end accomplish wrap_up carry_out go_ahead
resume > restart continue start_again begin_again again reopen pick_up return take_up_again go_back renew re_start
resume > open
renew > extend prolong continue again roll_over reauthorise keep_going re_authorise re_new approve_again
extend > prolong lengthen renew continue stretch expand widen
expire lapse > end run_out cease terminate stop be_over run_until last_until valid_until valid no_longer close finish
    come_to_end come_to_an_end due_to_end
pass > expire elapse go_by lapse run_out be_over end
due_to > would was_to be_to expect schedule plan set slate
be_to was_to were_to > due schedule expect plan set suppose intend would must should foresee slate
schedule > plan time set arrange book
take_place > happen occur be_held go_ahead proceed come_about materialise unfold
happen occur > take_place come_about arise unfold
follow > come_after succeed after in_wake subsequent next come_on_heels
after > follow since later
precede > come_before before
come_after > follow succeed
coincide > overlap match align converge same agree correspond share run_parallel compatible
exist > be occur live
appear > emerge seem
emerge arise > appear come_up surface
become > turn grow get come
grow > become increase get rise develop expand turn
change > alter shift transform modify turn different new vary
turn_into > become develop grow change escalate
turn_away > stop move_away dissuade discourage steer_away
increase rise > climb go_up grow mount swell expand gain higher more be_up push_up growth step_up
increase > raise boost add_to
raise > increase lift put_up bring_up push_up
drive_up push_up > raise increase lift send_up inflate cause rise rise_in climb higher
expand > grow increase widen extend enlarge
intensify > increase escalate step_up heighten worsen pick_up grow strengthen deepen become_heavier become_more heavier
intensified > heavier stronger more_intense
escalation escalate > intensification intensify worsening worsen flare_up upsurge increase surge rise spiral heighten
    fighting violence deterioration
step_up > increase intensify escalate boost raise more multiply heighten
worsen deteriorate > get_worse go_from_bad_to_worse aggravate decline exacerbate make_worse degenerate complicate
make_matters_worse made_matters_worse > worsen aggravate exacerbate complicate deteriorate
improve > get_better enhance better
ease > facilitate relieve lighten help make_easier simplify smooth enable support
lessen diminish decrease reduce > lower cut shrink bring_down decline
reduce > limit
fall > decline decrease drop go_down sink dip shrink weaken lower be_down lose_value slide down tumble slip depreciate
drop > fall decline decrease
collapse > fall crash break_down slump plummet plunge crumble give_way disintegrate tumble dive fail plunging drop
    break end
downturn > slump recession decline crisis_economic weak difficulty trouble
double > twofold twice grow rise increase climb go_up multiply two_times
double / halve > change
triple / quadruple / multiply > grow increase rise
halve lose_half lost_half > fall drop decline half halving cut_in_half slump lose
fluctuate > vary swing waver hover oscillate change move range
hover > fluctuate stay be
stabilise > calm steady settle_down stable stability make_stable bring_stability bring_calm stabilisation secure
slow > slow_down hold_up delay reduce hinder decelerate
speed_up accelerate > quicken hasten faster
hold > last stay remain survive continue persist
alternate > switch vary rotate swing shift go_back_and_forth turn between interchange oscillate succession take_turn
merge > combine join fuse blend mingle unite amalgamate become_one intermingle indistinguishable
combine unite > join merge bring_together link
split divide > separate break_up part
separate > split divide part tell_apart distinguish tear_apart pull_apart break_up set_apart draw_line separation
separated separate > torn_apart
near approach > close_in come_close draw_near get_close head come_near come_up
exceed > top surpass pass go_beyond outstrip outweigh above greater higher more over beyond outpace overshoot
    outnumber larger
go_beyond > exceed surpass top above pass outstrip overtake over beyond more higher greater larger
reach > attain hit arrive come total stretch extend get stand record
record_high new_high highest highest_level / highest > climb rise
record_low lowest lowest_level > fall drop sink
hit > reach set record mark attain
hit > beset come_upon affect befall
set_up > establish create form put_in_place install erect found build construct install organise put_up instal
newly_set_up > new recent
cost > price require take worth
cost > lose deprive rob forfeit make_lose loss
cause bring produce > result_in lead_to bring_about create trigger give_rise prompt responsible generate
cause > reason root source trigger origin culprit
bring > lead_to result_in cause trigger prompt spark provide
lead_to led_to > cause result_in bring_about trigger prompt produce give_rise force drive
result_in result > cause lead_to bring_about produce
set_off > trigger cause spark prompt provoke lead_to unleash start bring
trigger spark prompt > cause lead_to set_off bring_about give_rise provoke result_in
provoke > trigger prompt incite spark cause trouble stir_up set_off bring_about elicit instigate antagonise
draw > attract bring provoke prompt trigger lead_to result_in elicit cause invite meet_with
fuel > feed drive stoke worsen encourage add_to promote aggravate contribute_to cause strengthen
contribute contribute_to > help add_to play_part
drive > push force propel motivate cause guide move lead
driven_by > motivate guide act_out_of motive inspire by
embolden > encourage hearten give_confidence bolster strengthen make_bolder boldness boost
encourage > embolden support promote
discourage > dissuade put_off deter
force compel oblige > make require drive push leave_no_choice have_to need pressure must
have_to had_to > must need oblige force be_forced compel be_required be_obliged require
let allow > permit enable give_permission make_possible let_through clear_way authorise give_chance pave_way
allow enable > help make_possible give_opportunity
enable > allow let
let_through > allow admit permit pass deliver
prevent > stop avert avoid block keep_from hinder head_off preclude thwart stop_from forestall foil
avert > prevent avoid head_off ward_off stave_off forestall stop
avoid > prevent stay_away refrain steer_clear keep_away not shun
ban bar prohibit forbid > prevent outlaw block rule_out not_allow not_permit
hold_back > stop prevent keep_from restrain block contain keep_out check not_let
limit > restrict confine curb reduce contain cap keep cut narrow
limited restrict > confine only
contain > curb check limit control hold_back stop prevent_spread hold
rein_in > curb control restrain contain check hold_back limit discipline keep_in_check bring_under_control tame
curb > limit restrain reduce
cope > manage deal handle
affect > touch impact disrupt have_effect influence concern be_felt
hit > impact
affected_by > feel_effect damage
suffer > undergo experience face endure bear sustain be_hit have
sustain > suffer take receive
face > confront be_up_against experience meet encounter deal_with suffer stare
face > exposed_to
risk > could might in_danger danger threaten threat possibility prospect run_risk may face chance jeopardise exposed
    potential potentially possible
risk_lose > could_lose may_lose might_lose
endanger > jeopardise threaten put_at_risk imperil put_in_danger put_in_jeopardy risk danger strain place_at_risk
    compromise
expose > subject
leave > cause make result_in
leave_without left_without > deprive lose rob lack cut_off strip no_longer_have without_access lose_access
leave_out left_out > exclude omit drop not_include remove shut_out pass_over sideline bypass not_mention without
leave_to > let hand_over entrust
cornered corner > box_in trap back_into_corner drive_into_corner hem_in with_back_to_wall in_corner tight_spot
isolated isolate > alone cut_off set_apart lonely
isolated > isolation
shut_out > exclude leave_out bar sideline keep_out freeze_out lock_out marginalise
lose > forfeit give_up be_deprived suffer_loss deprive no_longer_have
overwhelm > overstretch overload swamp exceed_capacity stretch strain beyond_capacity unable_to_cope not_cope
    overburden stretch_beyond_limit
squeeze > cram pack crowd compress press confine push crush
squeeze crowd > cramped overcrowded congested crammed
bear > carry shoulder cope_with take endure withstand sustain handle support
burden > load strain weight pressure responsibility
mark > characterise see note feature involve bear distinguish
marked_by > involve feature see include contain
share > have_in_common both common hold_common
need require > call_for want take have_to must necessary demand in_need
need > lack short
have > own hold possess
own possess > have hold
belong > part
stand lie > be located situated find
depend rely > need count
use used > employ make_use deploy utilise apply resort_to turn_to rely_on operate serve exploit engage in_use
use > user
in_use used > operate open available work function
work > operate function be_employed serve job act run
work_normally working_normally > function operate open run normal as_usual usual
try attempt > seek endeavour strive make_attempt make_effort undertake
try > want
dare > risk venture willing bold have_courage have_nerve be_brave go_so_far prepared
throw > commit use deploy put bring_to_bear hurl employ
bluff > pretend make_empty_threat empty_threat idle_threat
posture posturing > pose strike_pose display show_strength manoeuvre play
pretend > claim
act > move do_something take_action take_step behave intervene respond step
act_wisely > behave sensibly prudent prudently wise caution
behave > act conduct
deal_with > handle tackle take_on confront cope_with face settle
do_job > deal act
step_in > intervene act get_involved take_action
step_aside > stand_aside get_out_of_way stay_out make_way not_interfere keep_out withdraw let
stand_in_way stood_in_way > block obstruct bar hold_back oppose hinder obstacle between
manage succeed > able achieve do
fail failed > not_succeed not_manage unable unsuccessful fall_through come_to_nothing not_pass collapse
    fall_short not_live_up miss defeat not_adopt not_fulfil not_do neglect
fail_to failed_to > not unable neglect failure
failure > inability not unsuccessful
lack > not_have without be_missing no shortage
go_unheeded went_unheeded > ignore not_heed disregard pass_without_response not_observe not_meet miss
    not_respect not_comply without_effect pass_by
heed > obey observe follow respect
miss > fail
"""
