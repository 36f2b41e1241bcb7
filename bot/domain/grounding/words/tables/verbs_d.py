"""Verbs of giving, helping, ruling, dealing and trading; written like war.py."""

from __future__ import annotations

TABLE = """
give gave given > provide grant hand supply offer afford lend deliver contribute award set allot accord
give > present
give_support gave_support giving_support > help back aid support assist assistance
give_until gave_until > set_deadline deadline ultimatum must_by grant order_to
give_evidence giving_evidence > present_proof offer_proof proof substantiate back_up produce prove support_claim
    evidence
give_explanation gave_explanation > explain
give_voice give_say gave_say > say influence voice involve input
give_way gave_way > yield cede retreat surrender back_down withdraw make_way lose
provide provided > give supply contribute deliver grant offer make_available furnish allocate disburse donate spend
    release
provide_for provided_for provides_for > envisage foresee include stipulate call_for establish set_out contain
    lay_down create require plan set specify
supply > provide deliver give furnish equip
deliver > bring transport send supply hand_over
donate > give contribute provide
contribute > give provide
allocate > give set_aside provide assign earmark
receive get > obtain be_given
mobilise > raise provide gather generate make_available collect bring_together muster channel
pay paid > spend give settle remunerate payment wage salary
spend > pay use
fund finance > pay_for support money financing cover
unfunded > not_funded without_funding lack_funding uncovered missing outstanding still_needed not_covered gap shortfall
cost > price require take amount_to come_to worth estimate budget_of need
buy purchase > acquire get procure procurement order obtain
sell > trade offer
profit profiting > benefit gain earn make_money make_profit take_advantage
do_business doing_business > deal trade work cooperate engage business dealings have_dealings
trade > commerce exchange deal
unaffordable > too_expensive out_of_reach not_afford cannot_afford priced_out beyond_mean beyond_reach unable_to_afford
    could_not_afford no_longer_afford too_costly hard_to_afford
replace > substitute swap exchange change switch take_place_of give_way supersede instead introduce
introduce > bring_in start_using adopt launch put_into_place
serve serving > supply cover help provide_for cater reach work
help > assist aid support give_help lend_hand contribute facilitate back
support supported supporting > back help aid assist sponsor endorse sustain stand_behind backing bolster supportive
    assistance promote
backed backed_by supported_by > with_help with_support with_backing support supporter ally
backing back > support help supporter favour endorse sponsor assist stand_behind
stand_by stands_by stood_by > support back remain_loyal loyal stand_with stand_behind side_with solidarity
endorse endorsing > support back approve welcome favour
sponsor > back support patron fund
protect > defend shield guard safeguard keep_safe preserve
secure > guard protect ensure guarantee
guarantee > ensure assure secure
strengthen strengthened > bolster boost reinforce improve enhance increase build_up stronger
strengthen_hand > improve_position strengthen_position better_position gain_leverage boost_position leverage
    bargaining_position bargaining_power stronger_position
weaken > undermine erode reduce
take_part took_part participate > join involve attend engage part_in be_among contribute fight role
join joined > take_part enter participate become_part
take_on took_on undertake undertook > assume accept agree commit pledge promise shoulder oblige responsibility
engage_in engaged_in > take_part carry_out commit practise involve conduct
involve involved > part include participate role
share_interest > common_interest mutual_interest
honour honoured > keep fulfil respect meet stick live_up abide comply implement observe deliver make_good
not_honour not_honoured > break fail renege violate breach betray
fulfil > meet honour keep carry_out perform satisfy achieve complete implement
comply > obey follow observe abide respect adhere
break broken breaking > breach violate flout renege betray not_honour not_keep infringe go_back_on contravene violation
    not_stick
break_promise broke_promise breaking_promise > renege not_keep go_back_on fail_to_keep
violate > breach break infringe flout contravene breach_of transgress disrespect
implement > carry_out apply put_into_practice execute enforce fulfil put_into_effect realise
enforce > implement apply impose
oblige obliged > require commit bind compel obligation duty must task charge have_to mandate
negotiate negotiated > broker work_out hammer_out arrange discuss talk bargain draft help_draft work_on
broker brokering brokered > negotiate arrange mediate bring_about facilitate help_agree work_out
mediate > broker act_as_mediator intermediary go_between mediation negotiate bring_together
sign signed > conclude agree put_signature ink seal initial reach strike enter_into
conclude concluded > sign agree reach seal strike close make finalise
reach_agreement reached > agree conclude strike make sign find arrive come_to
reach_consensus reaching_consensus > agree
reach_understanding produce_no produced_no > yield_no bring_no not_produce not_bring not_yield lead_to_no result_in_no
    fail_to_produce fail_to_bring not_lead without without_result fail_to_yield end_without not_result not_agree
    without_producing
produce > yield bring result_in lead_to create generate make
settle settled > resolve agree decide work_out determine fix sort_out finalise hammer_out iron_out clarify define
settle > resettle house relocate move accommodate
resolve solve > settle end fix work_out overcome deal_with
not_solve cannot_solve > no_solution not_resolve
break_deadlock broken_deadlock > end overcome resolve breakthrough find_way_out way_out
not_broken_deadlock > deadlock_remain deadlock_continue
meet met > hold_talk hold_meeting come_together convene gather sit_down get_together see talk assemble confer
meet > encounter receive
attend > take_part present visit join
lead led > head run command direct spearhead guide front be_in_charge be_at_head be_led at_helm
head > lead run direct be_in_charge chief chair oversee be_at_head manage director
dominate dominated > control lead run rule be_in_hand
rule > govern decide run determine control dictate
govern > rule run administer
administer > run govern manage
run ran > operate maintain manage have keep conduct hold
organise > arrange hold set_up
chair > head lead
belong_to linked_to linked affiliated > connect associate tie relate close
establish set_up > create found form build introduce put_in_place
create created > set_up establish form make build put_in_place
form > create make
dissolve > end break_up disband
adopt adopted > pass approve vote_through agree accept endorse
pass passed > adopt approve vote_through go_through get_through carry clear
veto vetoed > block reject strike_down use_veto cast_veto stop vote_down thwart
block / stop > prevent reject thwart not_pass
vote > cast_vote ballot
vote_in_favour in_favour > support back for yes approve vote_for
vote_against against > oppose no reject
abstain abstention > not_vote
fail_to_pass failed_votes failed_vote > reject unsuccessful vote_fail
authorise > approve permit allow mandate sanction_by clear empower
approve approval > agree consent back endorse support permission accept blessing green_light go_ahead
sanction > punish penalise penalty restriction measure blacklist
put_on_list add_to_list / put_under_sanctions place_under_sanctions placed_under_sanctions > sanction blacklist list
    subject target hit_with
put_under_sanction place_under_sanction > sanction impose target blacklist hit_with
impose imposed > put place introduce enforce apply slap establish bring_in set
lift > remove end drop raise
punish punished > penalise hit_with sanction retaliate take_measure penalty
review > assess re_examine reassess
exclude > leave_out bar shut_out omit keep_out not_cover rule_out
cover covered > include apply protect extend_to fall_under subject part
not_covered not_cover > outside_scope excluded exclude exempt outside exception
apply > cover valid hold
remove removed drop dropped > take_off take_out exclude delete strike_off cut eliminate no_longer not_include leave_out
    close end discontinue remove_from_list
add addition > include put extend new
keep_open kept_open > leave_open not_close remain_open retain preserve remain_available maintain
keep_in_place kept_in_place > maintain preserve retain leave remain_in_place uphold
maintain preserve > keep uphold retain
restore > bring_back re_establish repair rebuild revive renew resume mend return
give_up_backing give_up_support > stop_backing stop_support end_support withdraw_support
call > invite
get_to getting_to get_to_stop > make persuade induce convince bring have
persuade convince > get bring talk_into win_over
ask_to > request have
present_report > report
visit > meeting
research researching > study specialise work_on expert specialist researcher scholar
work_at works_at > teach_at employ be_based belong affiliated
specialise > expert
be_ready ready > prepared prepare willing set stand_ready poised
prepare preparing > get_ready ready make_ready set_up plan equip make_preparation
be_in_position in_position > able poised place ready well_placed well_positioned
content_with be_content > satisfied happy pleased fine accept no_objection
disconnect disconnected > detach out_of_touch remote divorced
turn_blind_eye turning_blind_eye > ignore overlook look_away disregard
avoid_provoking > not_provoke
explain_to > tell justify
stop_by > prevent
undertake_to > promise commit
take_effect took_effect > come_into_force enter_into_force begin start apply in_force operative active come_into_effect
    go_into_effect entry_into_force effective
be_in_force in_force > valid effective in_effect apply active operative place
collapse collapsed > fail break_down fall_apart end not_hold breakdown failure unravel
declare_independence > secede
engage > involve
follow_up > continue
expect_from > want
hit_by > suffer feel
trust > rely
distrust mistrust > doubt
compete rival > opponent adversary opposing
cooperate cooperation > work_together collaborate work collaboration joint
collaborate > cooperate work_together
partner > ally
turn_to > approach
reward > give
harm > damage hurt
hinder hamper impede obstruct > slow block make_difficult
unhindered > free freely not_hinder without_hindrance without_obstruction unobstructed without_restriction
"""
