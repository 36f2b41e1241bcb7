"""Verbs of disasters, disease, elections, courts, protest, accidents and prices; written like war.py."""

from __future__ import annotations

TABLE = """
quake earthquake > tremor shake shock disaster
tremor temblor > shake shock
earthquake quake > strike hit
shake shook jolt rattle tremble rock > hit feel
rock > hit
aftershock > quake tremor shake
collapse collapsed > cave_in topple fall give_way come_down crumble bring_down
topple toppled > fall collapse bring_down overturn
flatten raze > destroy collapse
destroy > ruin lie_in_ruin reduce_to_rubble
damage > crack
crumble > collapse
bury buried > trap
trap trapped > stuck pin caught
trapped_under buried_under > under beneath
under beneath underneath
rescue rescued > save pull_out bring_out free recover evacuate lift_to_safety bring_to_safety
pulled_from pull_from > rescue recover retrieve free remove dig_out save
pulled_alive pull_alive > rescue survive save
dig_out dig_through > search remove pull_out
search search_for > look_for hunt comb seek
recover recovered > retrieve find bring_up pull_out
recover_body recovered_body > find retrieve pull_body
missing > unaccounted_for unaccounted lose not_find disappear
unaccounted_for > missing
survive survived > live_through escape outlive make_it be_alive alive
survivor > survive live people
strand stranded maroon > cut_off stuck trap isolate
cut_off > isolate strand inaccessible unreachable not_reach
inundate / submerge / swamp > flood
flood > under_water water deluge inundate overflow
flood flooding > deluge inundation disaster high_water
burst burst_its_bank overflow > flood break spill
burst_bank overtop > overflow
breach_dam dam_broke > burst break fail rupture
sweep_away swept_away wash_away washed_away > carry_away take destroy lose
drown drowned > die death dead
rise rising > swell
recede recedes > fall go_down subside drop retreat withdraw
subside > fall ease recede weaken go_down calm
landslide mudslide > slide
rain rainfall > downpour precipitation wet
downpour torrential_rain heavy_rain > rain rainfall
hurricane / cyclone / typhoon > storm
make_landfall made_landfall > hit come_ashore reach strike arrive
batter battered lash pummel > hit strike
erupt erupted > explode break_out spew
burn > fire destroy
wildfire bushfire blaze > fire
break_out broke_out > start begin erupt flare_up
put_out extinguish > contain
spread spreading > extend expand reach move advance grow
contain contained > bring_under_control control stop hold
evacuate > leave flee order_to_leave move_out relocate
order_evacuate order_evacuation > tell_to_leave evacuate
damage_house damaged_house > home
cut_power cut_electricity without_power without_electricity > power_cut outage blackout no_power no_electricity
power_cut outage blackout power_outage > cut electricity without_power
restore_power restored_power > reconnect electricity_back
declare_emergency state_of_emergency > emergency
alert > warn warning

infect infected > catch contract come_down_with test_positive case be_ill fall_ill
test_positive tested_positive > infect positive confirm_case case
test_negative tested_negative > negative not_infect
fall_ill fell_ill sicken sick ill > become_ill get_sick unwell patient
spread > transmit pass_on transmission circulate
transmit transmission > spread pass_on pass
spread_to > reach
break_out > spread
vaccinate inoculate immunise > jab vaccination inoculation immunisation give_vaccine dose shot
vaccinated > receive_vaccine get_vaccine inoculated
vaccine > shot jab dose
recover > get_better heal recovery cure
hospitalise hospitalised admit_to_hospital admitted_to_hospital > hospital in_hospital take_to_hospital
    treat_in_hospital be_in_hospital
treat treated treatment > care look_after medical_care tend
diagnose diagnosed > find detect confirm case
quarantine > isolate seal_off keep_apart
lock_down lockdown > restriction close curfew
close_border closed_border > shut
lift_restriction lifted_restriction > ease relax end remove
relax ease > loosen lift soften
tighten tightened > toughen strengthen stiffen increase stricter
tight tighter > strict stricter tough
wear > put_on
cure > heal treat
starve starving > hunger hungry famine go_hungry
hunger > starvation hungry food_shortage not_enough_to_eat
go_hungry > hunger lack_food
ration rationing > limit

vote voted > go_to_polls cast_ballot cast_vote ballot
go_to_polls went_to_polls > vote
election > vote poll ballot
poll > vote election survey
runoff run_off second_round > round vote
elect elected > choose vote_in vote_for win_election win_seat vote
win won > victory triumph come_first emerge_victorious be_elected succeed prevail secure take carry
win_election won_election > victory victorious elect triumph
defeat defeated beat > win_against overcome victory prevail_over loss
lose_election lost_election > defeat
lead > be_ahead in_front
trail trailing > be_behind behind
concede conceded > accept_defeat admit_defeat acknowledge_defeat give_up
run_for stand_for > seek contest candidate compete bid
candidate contender > run stand politician
contest contested > compete run stand challenge dispute
nominate > put_forward name propose choose
campaign campaigned > canvass
turnout > participation vote
register_to_vote > enrol
count_votes count_ballots > tally
count_ballot > vote_count
recount > count_again
certify certified > confirm validate ratify
ratify ratified > approve adopt confirm pass
annul annulled invalidate > cancel void overturn nullify quash
overturn overturned quash > annul reverse strike_down cancel set_aside
rig rigged > manipulate fraud
fraud > irregularity
boycott boycotted > stay_away shun not_take_part refuse_to_take_part
swear_in sworn_in inaugurate > take_office take_oath inauguration
take_office took_office > assume_office begin_term
appoint > name choose nominate select make pick
resign resigned step_down > quit leave_office give_up_post resignation leave go stand_down
step_down > resign
sack sacked dismiss_from fire_from > remove dismiss oust
oust ousted topple depose > remove overthrow force_from_office drive_from_power remove_from_power
overthrow overthrown > oust topple remove
dissolve dissolved > disband end
form_government formed_government > coalition
postpone > delay put_off defer reschedule push_back
call_election called_election > announce
secede > break_away leave
seize_power seized_power > take_power coup take_over
coup putsch > takeover seizure_of_power

protest protested > demonstrate march rally take_to_streets demonstration
take_to_streets took_to_streets > protest demonstrate march rally
march marched > demonstrate walk protest
disperse dispersed > break_up drive_away scatter
go_on_strike walk_out walkout > strike stop_work industrial_action
riot rioting > unrest violence
loot looting pillage plunder > steal rob theft theft_of
pillage > looting plunder
steal > take rob theft
clash_with > fight confront
tear_gas > gas
curfew > restriction

detain detained > hold arrest in_custody
charge charged > indict accuse prosecute
charge_with charged_with > accuse
prosecute > charge try put_on_trial
try_in_court stand_trial put_on_trial > trial court
convict convicted find_guilty found_guilty > guilty conviction
sentence sentenced > jail imprison give_sentence
jail jailed imprison imprisoned > put_in_prison hold lock_up prison behind_bars
acquit acquitted > clear find_not_guilty not_guilty
appeal_against > challenge contest
rule ruled ruling > decide find say judge decision
extradite extradited > hand_over transfer
release released > free let_go set_free
free freed > release let_go set_free
abduct abducted kidnap kidnapped > take seize take_hostage carry_off capture
take_hostage took_hostage > hold capture seize
torture tortured > abuse mistreat ill_treat
abuse mistreat > ill_treat harm
rape > assault abuse
stab stabbed > attack wound knife
shoot > attack
blow_up blew_up explode detonate > blast go_off explosion
explode exploded > blow_up go_off detonate blast burst
explosion blast > go_off explode
crash crashed > come_down accident smash fall collide
collide collided > crash hit run_into collision
derail derailed > come_off_track leave_track leave_rail
sink sank sunk > go_down founder
capsize capsized > overturn sink turn_over
overturn > capsize flip turn_over tip
run_aground ran_aground > strand ground
spill leak > escape discharge release
leak leaked > get_out
hijack hijacked > seize take_over
hack hacked > break_into attack
smuggle > bring_in traffic

devalue devalued > lower cut weaken
soar soared surge surged jump jumped spike > rise increase climb go_up
plunge plunged plummet plummeted slump > fall drop decline
peak peaked > reach_highest highest high top
bottom > lowest
grow > expand rise increase
shrink shrank contract_by > decline fall decrease get_smaller become_smaller
default > fail_to_pay not_pay miss_payment
borrow borrowed > loan lend take_loan
lend lent > loan give
owe > debt
invest > put spend
tax > levy duty
import > bring_in buy
export > sell ship
hire hired employ > recruit take_on
lay_off laid_off > cut_job dismiss redundant let_go
shut_down shuts_down > close stop cease
run_out run_short > exhaust lack use_up short
exhaust > use_up run_out
boost boosted > increase raise lift strengthen
cut > reduce lower trim slash reduction
reduce > lessen lower
pledge > commit promise
finance > fund
rebuild rebuilding reconstruct > reconstruction restore repair build_again
repair repaired > fix mend restore
build built > construct put_up erect construction
demolish demolished > tear_down knock_down pull_down destroy
inspect inspected > check examine visit
send_aid sent_aid > assistance help deliver
distribute distributed hand_out > give deliver distribution share
airlift > fly_in fly transport
drop_aid > airdrop
airdrop > drop
land > touch_down come_down arrive
fly flew > travel go
recall_ambassador withdraw_ambassador > call_home
expel_diplomat expelled_diplomat expel > throw_out order_to_leave order_out send_home
sever severed > cut break end
recognise recognised > acknowledge accept
annex annexed > take seize incorporate absorb
normalise > restore improve
commemorate > mark remember observe
mourn > grieve
celebrate > mark
"""
