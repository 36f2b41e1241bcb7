"""Verbs of fighting, taking ground, moving and sheltering; written like war.py."""

from __future__ import annotations

TABLE = """
kill killing > death deadly fatal lethal cause_death take_life claim_life end_life result_in_death deceased dead
    loss_of_life cause result_in
kill > slay
die died > death lose_life fatal succumb pass_away perish be_killed killed deceased not_survive dead dying
die_of_cold died_of_cold > freeze_to_death freeze death cold succumb exposure cold_killed
dead death > die killed lives_lost lost_life fatality deceased
wound injure hurt > leave_injured leave_wounded suffer_wound suffer_injury injury harm hurt casualty injured
unhurt > unharmed uninjured safe
shoot_down shot_down down > bring_down down fire_on destroy hit fall crash lose loss take_down downing shooting_down
    take_out fell came_down
down downing bring_down > take_down
bring_down brought_down > shoot_down shot_down
come_down came_down > crash fall go_down crash_land loss lose downed hit_ground plunge
hit strike struck > attack target land_on fall_on rain_on impact blow come_down_on slam fire_on
hit strike > come_under_attack under_attack come_under_fire
strike > raid
attack > assail assault strike go_after move_against target hit set_upon offensive launch_attack mount_attack
    aggression come_under_attack incident act_of_violence fire_on open_fire
attack > take_action
attacker > assailant side force
assault > attack raid push storming strike
storm stormed > attack assault charge enter
raid > attack strike hit
shell shelling > bombard pound fire_on hit attack target strike artillery barrage fire bombardment
bombard bombardment pound > hit attack strike fire barrage shelling
bomb bombing > bombard strike hit attack drop_bomb raid target air_raid bombardment
fire_at fire_on > shoot_at target aim_at attack engage hit shell open_fire
fire fired > shoot launch gunfire shooting
fire_mortar > shell mortar_fire mortar_attack bombard attack
exchange_fire fire_exchanged fire_was_exchanged > trade shoot clash firefight shoot_out gun_battle open_fire
shooting shoot > fire gunfire open_fire
shoot_dead shot_dead > kill gun_down shoot fatally_shot fatal
drop_bomb dropped_bomb > release bomb
aim_at aimed_at > target direct_at intend_for against meant_for point_at direct_against mean intended_target
target > aim_at go_after single_out direct_at strike_at aim_against set_sights
use_as_shield using_as_shield > hide_behind shelter_behind
destroy destroyed > wipe_out take_out put_out_of_action demolish ruin wreck loss lose destruction
wreck wrecked > destroy damage ruin shatter devastate broken
damage > harm hit ravage
disable disabled > put_out_of_action knock_out cripple render_unusable put_out_of_use out_of_service incapacitate
    out_of_operation inoperable make_inoperable
put_out_of_service > disable close shut unusable inoperable knock_out out_of_action stop_work not_function make_unusable
    cease_to_function
neutralise > put_out_of_action take_out incapacitate render_harmless eliminate remove deal_with
eliminate > destroy remove wipe_out do_away get_rid root_out eradicate take_out
capture seize > take gain_possession take_possession come_into_hand fall_to fall_into_hand pass_into_hand
    bring_under_control gain_control wrest win secure get_hold bring_under_rule taking loss control
capture take took taken > fall_to fell_to fall_into_hand pass_into_hand pass_to lose_to be_lost bring_under_control
    come_under_control gain_control control move_into win under_control
capture > catch take_captive take_prisoner
retake recapture > take_back win_back regain_control reclaim retrieve recover capture_again take_again re_take
    re_capture return_to_control bring_back_under_control regain come_back_under_control get_back recovery
win_back won_back > regain recover retake recapture take_back reclaim get_back reconquer regain_control
win_control won_control gain_control > take capture seize control secure
regain_control regained_control > retake recapture take_back win_back again_control reclaim
recovery recover > recapture retake regain get_back taking_back winning_back win_back reclaim
fall fell fallen > be_captured capture take be_lost lose change_hand taken seized loss pass_into_hand
hold > keep control retain possess maintain be_in_control under_control have_hold grip
hold_on hold_out > resist withstand stand_up hold_ground survive last stand_firm
control > hold run rule dominate command be_in_charge in_hand govern be_in_control authority oversee have_control
    in_charge
bring_under_control bring_under_his_control > take capture regain_control retake control gain_control seize
tighten tighten_hold > strengthen consolidate firm_up increase reinforce extend grip
change_hand changed_hand > shift pass_from_one_side control_switch switch_side switch_hand capture take lose
gain_ground > advance make_progress move_forward make_headway push_forward push_ahead make_gain progress
give_ground give_way > yield cede withdraw retreat back_down budge step_back concede surrender
    lose_ground
lose lost > be_driven_out be_forced_out cede surrender
advance > push move_forward make_headway move_up gain_ground press_forward proceed drive push_forward progress
    offensive march move
push > advance drive move offensive press
push_on pushing_on > advance move_on head proceed press_on march
move_toward push_toward > head advance approach
encircle surround envelop > ring hem_in box_in close_in enclose encirclement all_sides on_all_side trap cut_off
besiege > surround encircle siege under_siege
close_in closing_in > approach near advance move_in come
cut_off cutting_off > isolate trap strand sever
cut cutting > sever block interrupt break cut_off close
block > obstruct bar stop cut_off impede close hinder hold_up blockade
withdraw pull_back pull_out retreat > leave draw_back move_out back_out fall_back move_back go_back
    withdrawal exit quit move_away retire
push_back drive_back > force_back repel expel send_back move_back throw_back
push_back_by_force > expel drive_out
force_out forced_out > drive_out expel push_out oust lose dislodge evict eject
beat_back fend_off repel > hold_off fight_off push_back ward_off drive_back repulse withstand turn_back thwart resist
    foil
resist > hold_out withstand oppose fight_back stand_up counter fend_off hold_off struggle_against fight
defend > protect guard hold shield
abandon > leave give_up quit relinquish withdraw vacate walk_away pull_out forsake pull_back surrender evacuate drop
deploy > station send post position place move_in put dispatch field bring send_in assign
deploy > deployment presence
send sent > dispatch move deploy bring transfer deliver ship pour move_in
bring_in brought_in > send_in send move_in deploy import ship_in dispatch introduce transfer
enter entered > go_into move_into cross_into roll_into come_into get_into set_foot march_into drive_into pass_into
    arrive move_in go_in entry arrival cross come_in flow_into
enter > bring_into send_into
move > go travel advance transfer shift relocate drive head transport
move_freely moved_freely > operate freedom free
reinforce > strengthen bolster build_up fortify send_reinforcement beef_up
mass > gather concentrate build_up assemble amass collect deploy accumulate build_up_of
station > base deploy post
man > staff crew operate garrison
patrol > drive_along
operate > work act run function be_active conduct_operation take_action
monitor watch_over > watch observe oversee supervise keep_eye keep_watch track check survey surveillance
    monitoring follow ensure_compliance
fight fighting > battle combat clash wage_war do_battle take_on struggle confront engage hostility violence
fight > tackle counter oppose combat
fight_alongside fought_alongside > support together with fight_with side_with beside join
continue_fighting kept_fighting > fight_on battle_on not_stop_fighting
clash > fight exchange_fire confront battle fighting encounter
confront confronting > take_on clash fight challenge stand_up face_down confrontation conflict
retaliate retaliation retaliatory > hit_back respond answer strike_back in_return response in_response react
    counterattack counter_attack tit_for_tat counterstrike
respond answer > react retaliate reply hit_back response
launch launched > mount start begin carry_out undertake open stage
mount > launch stage carry_out
carry_out carried_out > perform execute do implement mount stage launch conduct undertake commit
    behind responsible_for responsible make put_into_practice fulfil follow_through go_ahead_with go_through_with
carry_out > attack strike
commit committed > perpetrate carry_out guilty responsible
perpetrate > commit carry_out
conduct > carry_out run hold perform
eject > bail_out get_out escape jump parachute
land_safely landed_safely > unharmed survive safe
take_off taking_off > depart leave lift_off departure fly fly_out
come_under_fire came_under_fire > fire_on shoot_at target attack hit shell take_fire be_fired
carry carrying > transport bring bear haul ferry convey hold transfer load on_board laden
unarmed > carry_no_weapon without_weapon no_weapon not_armed without_arms no_arms carry_no_arms without_armament
arm armed > weapon equip carry_weapon carry_arms
tear_down tore_down torn_down dismantle > remove take_down pull_down demolish clear dismantling
clear_way to_clear_way > open_way make_way allow make_room make_possible free
clear cleared > rid free open remove sweep purge
clear_of_terrorism > rid drive_out free
surveil > watch observe
notify_position coordinate coordinated > agree_in_advance share arrange organise synchronise align tell inform
    make_known communicate plan_together
raise_alarm raised_alarm > alert warn sound_alarm complain warning call
declare_alert high_alert > alert state_of_alert
posture > stance
protest > demonstration rally demonstrate
demonstrate rally > protest gather march

displace displaced > uproot drive_from_home flee leave_home force_out dislodge force_to_leave forced_to_flee
    drive_out flight exodus abandon_home displacement force_from_home driven_away force_to_move
displace > force_to_abandon_home
uproot > displace drive_from_home flee displacement
drive_from_home driven_from_home forced_from_home force_from_home > displace flee uproot leave_home
    displacement lose_home
flee fled fleeing > escape run leave get_away take_flight seek_safety displace uproot abandon_home flight exodus
    leave_home forced_to_leave escape run_away make_way displacement
flee_home fled_home > displace displacement uproot forced_from_home driven_from_home leave_home
set_moving set_people_moving > drive_toward displace send push flee force_to_flee move cause_to_flee
flow pour_over pour > stream flood surge flock cross influx come spill
seek_shelter sought_shelter > flee refuge seek_refuge take_shelter take_refuge look_for_shelter shelter
return returned > go_back come_back make_way_back move_back get_back go_home back_home back_in back
    be_back head_back come_home make_return return_home
move_back moved_back go_back > return come_back
leave left > depart go move_out quit move_away exit pull_out head_off flee
leave_for left_for > go_to move_to flee_to cross_to head_for
move_away moved_away > remove transfer relocate take_away transport
relocate > move transfer shift
evacuate > clear empty bring_to_safety take_away remove move_out get_out
gather > assemble congregate mass collect concentrate crowd come_together wait meet
arrive > reach come get_to land show_up turn_up arrival
travel > go journey fly head trip come make_trip
visit > trip travel go stay tour stop come call_on make_visit pay_visit
visit_family > stay_with see
cross crossed > pass traverse make_crossing get_across go_through go_over enter roll come_over pass_through
pass_into pass_through > enter cross go
turn_back turned_back send_back > push_back repel refuse_entry stop return deny_entry not_let_in stop_from_enter
    prevent_from_enter block refuse keep_out
stop_from_crossing stopped_from_crossing prevent_from_crossing > turn_back block hold_back keep_out keep_from
accept > take admit approve receive welcome agree
accept_no accepted_no > not_accept refuse reject suspend stop_accept not_take turn_down halt
host hosting > shelter house accommodate home_to take_in have give_shelter give_refuge
take_in taken_in > receive host shelter accommodate house absorb welcome admit
house housing > accommodate shelter lodge accommodation
live > reside dwell inhabit make_home stay population be_home resident
stay staying > live remain be_housed shelter camp be
spend_night spending_night > sleep pass_night stay overnight pass
squeeze_into > cram_into pack_into
force_into driven_into drive_into > cram push squeeze
shut shut_down close closed > be_closed shut_down close_down out_of_use not_open seal close_off closing closure
    out_of_operation shutter not_operate stop_operate
keep_shut keep_closed > not_open block closed
open opened > make_available unlock give_way
open_route opens_route > provide give
reopen reopened > open_again back_in_use put_back_into_use unblock open bring_back_into_use
connect link > join tie run_from lead_from go_from run_between lead_to
run_between > link connect join
lie lies > located situated be find stand sit position
arrest arrested > detain take_into_custody apprehend hold arrest_made
detain > hold arrest take_into_custody
catch caught > contract infect get pick_up become_infected be_infected
infect > catch contract test_positive sick
swab tested swabbed > test sample check
isolate isolated quarantine > put_in_isolation place_in_isolation quarantine separate keep_apart
test > check examine sample analyse
treat treated > handle regard consider deal_with
"""
