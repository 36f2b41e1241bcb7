"""Nouns for talks, fighting, places, needs, health and money; written like war.py."""

from __future__ import annotations

TABLE = """
cease-fire ceasefire truce
ceasefire_agreement ceasefire_deal truce_deal truce_agreement ceasefire_accord truce_accord ceasefire truce >
    agreement deal
silence_regime ceasefire truce regime_of_silence
cessation_of_hostility ceasefire truce end_of_hostility halt_to_fighting end_to_fighting end_of_fighting
halt_to_fighting stop_to_fighting end_to_fighting end_of_fighting
peace_deal / peace_agreement / peace_accord > deal agreement peace
peace_talk peace_negotiation > talk negotiation
peace_effort effort_for_peace peace_bid effort_towards_peace > effort
diplomatic_effort effort_of_diplomacy effort_by_diplomat diplomatic_work diplomatic_process diplomacy > effort
diplomatic_mean diplomatic_channel diplomatic_way > diplomacy
no_military_solution not_solved_militarily cannot_solve_militarily no_solution_by_military
military_solution solution_by_force solved_militarily military_way
political_solution political_settlement settlement_by_political_mean settlement_through_politics > settlement solution
political_process > process
political_mean politics political politically
militarily military_mean by_force military_force
by_force with_force through_force by_military_mean using_force by_military_force
memorandum memorandum_of_understanding memo > document agreement
protocol additional_protocol > document agreement
mandate authorisation authority > permission
approval consent go-ahead green_light permission blessing > agreement
consent permission approval
extension renewal prolongation
draft_text > draft text
proposal draft
no_vote vote_against opposing_vote negative_vote
yes_vote vote_in_favour vote_for favourable_vote positive_vote supporting_vote
consultation talk discussion
phone_conversation phone_call telephone_conversation telephone_call conversation_by_phone talk_by_phone
    > conversation talk contact
video_conference video_link video_call teleconference > talk meeting
summit top-level_meeting high-level_meeting meeting_of_leader > meeting talk
conference gathering > event
session meeting
round_of_talk > talk
meeting encounter
stance position attitude line
stance / position > view
relationship relation tie link
tension strain friction
tension > dispute
dispute disagreement quarrel row > tension
deadlock stalemate impasse gridlock standstill
choice option alternative
duty obligation responsibility task commitment
pledge promise commitment
refusal rejection
condemnation > criticism
ultimatum > demand threat deadline
threat menace danger
burden load weight
concern worry
security_concern security_reason safety_concern safety_reason security_consideration security_ground security_worry
    > concern reason security
purpose aim goal intention
aim objective ambition
intention plan wish
no_intention not_intend not_plan no_plan
common_interest shared_interest share_interest interest_in_common joint_interest
influence sway leverage clout > role say
supremacy dominance ascendancy dominant_position superiority predominance upper_hand > control
nature character
solution answer way_out remedy
outcome result
consequence result effect
scenario outcome case prospect development
worst_possible_scenario worst-case_scenario worst_scenario worst_possible_outcome worst_outcome worst_possible_case
    worst_case > scenario
status_quo existing_situation existing_state thing_as_they_stand thing_as_they_were current_situation
    present_situation
example case
factor > reason
invitation invite
at_invitation invited_by on_invitation invite
at_request on_request requested_by asked_by as_asked

escalation intensification upsurge flare-up surge worsening > increase rise
flare-up upsurge > violence fighting
flare-up outbreak resurgence
de-escalation easing > calm
lull > calm
respite relief pause break reprieve
fighting battle clash combat
ground_fighting land_battle ground_battle ground_combat ground_clash fighting_on_ground battle_on_ground > fighting
    battle clash combat
direct_fighting > direct_confrontation direct_clash clash confrontation
infighting internal_fighting internal_clash in-fighting internecine_fighting factional_fighting > clash
all-out_war full-scale_war full_war open_war full-blown_war > war conflict
proxy_war war_by_proxy proxy_conflict > war conflict
last_stand final_stand final_battle last_battle
hostility armed_clash armed_hostility
armed_conflict > conflict war
ground_offensive land_offensive ground_campaign offensive_on_ground ground_push land_campaign > offensive campaign
ground_strike strike_on_ground ground_attack attack_on_ground ground-based_strike
ground_assault land_assault > assault attack
ground_force land_force ground_troop > force troop
air_strike airstrike aerial_raid air_raid strike_from_air aerial_bombing aerial_attack bombing_raid > raid strike
air_attack attack_from_air aerial_attack > attack strike
jet / warplane > air_force
military_jet / military_aircraft / warplane > jet
russian_aircraft / aircraft / plane / jet > air_force air_power
drone_strike drone_attack strike_by_drone attack_by_drone > strike attack
combat_drone armed_drone attack_drone > drone
shelling bombardment artillery_shelling
shelling / bombardment / artillery / mortar / missile / rocket / machine-gun > fire
machine-gun_fire > gunfire fire
gunfire shooting gun_fire > fire
scattered_fire sporadic_fire sporadic_shooting isolated_fire isolated_shooting > fire
artillery_support artillery_cover artillery_backing artillery_fire_support supporting_artillery fire_support > support
    fire
covering_fire fire_support artillery_cover cover_of_artillery supporting_fire > support fire
air_support air_cover air_backing aerial_support support_from_air aerial_cover cover_from_air > support
air_power power_of_air_force air_force aerial_power
support backing assistance help
military_support military_help military_assistance military_aid military_backing > support help assistance backing
air_defence air_defences anti-aircraft_defence anti-aircraft > defence
air-defence_system anti-aircraft_system air_defence > system weapon equipment
self-propelled_gun self-propelled_howitzer self-propelled_artillery > gun artillery howitzer weapon
improvised_bomb home-made_bomb makeshift_bomb improvised_explosive_device ied ieds improvised_device > bomb explosive
tank / howitzer / gun / missile / launcher / artillery / mortar / rifle / weapon / ammunition > arms equipment
    military_equipment
tank / armour / vehicle / truck / jeep > military_equipment
armoured_vehicle armoured_personnel_carrier armoured_carrier apc apcs
armoured_personnel_carrier / armoured_carrier / tank > armoured_vehicle
equipment gear hardware material
military_equipment military_hardware materiel
ammunition munition > supply
weapon / ammunition > arms supply
arms_sale arms_deal weapons_sale weapon_sale sale_of_arms sale_of_weapon arms_trade
blast explosion detonation
reinforcement additional_troop extra_troop fresh_troop additional_force extra_force more_troop > troop force unit
deployment stationing
deployment / base / post / troop / position > presence military_presence
contingent > force troop
unit detachment
mechanised_division > division
military_convoy > convoy
convoy column
patrol joint_patrol > tour
joint_patrol combined_patrol common_patrol shared_patrol > patrol
shield cover
human_shield living_shield
observation_post monitoring_post observation_point watch_post lookout_post monitoring_point military_observation_post
checkpoint roadblock control_post check-point
line_of_contact contact_line front_line
front_line front frontline > battlefield
front-line_town town_near_front town_on_front frontline_town > town
military_post / outpost / observation_post > position
military_installation military_site military_facility military_base army_base > installation site facility
camp_for_displaced displacement_camp displaced_camp idp_camp > camp site settlement
displacement_site site_for_displaced settlement_for_displaced camp_for_displaced displaced_people_camp
stronghold bastion holdout redoubt
rebel_stronghold > stronghold
rebel-held rebel-controlled opposition-held opposition-controlled held_by_rebel controlled_by_rebel under_rebel_control
    in_rebel_hand insurgent-held > held controlled rebel opposition
militant-held militant-controlled held_by_militant controlled_by_militant under_militant_control > held controlled
    militant
government-held government-controlled held_by_government controlled_by_government under_government_control
    state-controlled in_government_hand state-held > held controlled
outside_government_control not_controlled_by_government not_held_by_government beyond_government_control
    out_of_government_hand not_under_government_control
non-state not_of_state
non-state_armed_group armed_non-state_group non-state_group > armed_group group
radical_group extremist_group radical > group
terrorist_group terror_group terrorist_organisation terror_organisation > group organisation
terror_list terrorist_list terrorism_list list_of_terrorist > list
UN-listed listed_by_UN designated_by_UN UN-designated on_UN_list blacklisted_by_UN > listed
government_force government_troop government_army government_soldier > army force troop
"""
