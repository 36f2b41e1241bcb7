"""Words of fighting, arms and ground.

A line is a group of words that may stand for one another; what follows `>` is more general, and may stand for them
    but
they not for it. `/` parts groups that share the more general words. A phrase is written with `_`, and a long line goes
on where the next is indented. Words are met by their roots, so that one form of each is enough.
"""

from __future__ import annotations

TABLE = """
kill killing killed die death dead fatality perish slain lose_life lose_lives loss_of_life cost_life claim_life
    take_life leave_dead > casualty lose loss victim
fatal deadly lethal > kill death
death_toll dead toll fatality > casualty
casualty loss > victim
wound injure injury hurt wounded injured > casualty harm victim
shot_dead shoot_dead gun_down > kill die shoot death dead
drown / starve / freeze_to_death > die death dead
execute behead > kill die death
massacre slaughter murder assassinate > kill killing die death dead attack
maim mutilate > wound injure
unharmed uninjured unhurt safe safely
body corpse remains
survive survivor

attack assault strike hit > target action violence military_action operation
strike hit target attack pound > attack
air_strike airstrike air_attack air_raid aerial_attack aerial_strike bombing_raid air_bombardment aerial_bombardment
    bomb bombing raid > attack strike hit bombardment
air_strike airstrike bombing bombardment attack_from_air strike_from_air > attack strike hit
ground_strike ground_attack ground-strike > attack strike hit
bomb bombing bombard bombardment > attack strike hit pound fire
shell shelling artillery_fire artillery_strike artillery_attack bombard bombardment pound > attack strike fire hit
    under_fire target
mortar rocket missile grenade shell > attack fire projectile weapon
barrel_bomb cluster_bomb > bomb weapon
raid > attack strike hit operation
storm assault > attack
offensive campaign push advance drive > operation attack fighting military_operation military_action violence
assault onslaught > offensive operation attack fighting violence
ground_offensive ground_assault ground_operation ground_attack ground_campaign > offensive assault operation attack
    fighting
counteroffensive counter-offensive counterattack counter-attack counter_offensive counter_attack > offensive attack
operation mission > action
campaign > operation
invade invasion incursion > enter attack operation
intervention intervene > action operation
ambush > attack
launch start begin mount open stage undertake > make carry_out conduct
launch fire shoot > use
carry_out conduct perform stage mount undertake execute implement commit perpetrate make work_of behind
    responsible_for > do
fire open_fire shoot shooting shot > attack
fire_at fire_on fire_upon shoot_at target shell > attack
under_fire come_under_fire take_fire draw_fire > attack fire hit
exchange_of_fire exchange_fire trade_fire firefight shoot_out > fire clash fight
fire_at / fire_on / hit / strike / shell / bomb > target attack come_under_attack under_attack under_fire
shelling / bombardment / bombing / shell / bomb / strike / attack > come_under_attack under_attack violence
    hostility fighting military_action
retaliate retaliation retaliatory reprisal hit_back strike_back respond response answer > attack fire strike reaction
retaliate / counterattack > reaction
response reaction answer reply respond react
provoke provocation
fight fighting battle combat clash hostility > conflict violence
clash fight confrontation confront battle encounter > fighting violence conflict hostility
skirmish firefight > clash fight fighting battle violence
infighting > fighting clash violence conflict
war conflict > fighting hostility violence
civil_war / proxy_war / all-out_war / all_out_war / full-scale_war > war conflict
all-out full-scale full_scale all_out outright total full
war warfare fighting_war conflict
hostility fighting violence conflict combat
violence > unrest
unrest turmoil instability > trouble
escalate escalation intensify intensification > worsen increase rise grow
intensify step_up increase heighten heavier grow_heavier stronger escalate > rise grow
calm quiet calmness lull > peace
respite relief pause lull break > calm
front_line frontline line_of_contact contact_line front > line
line front_line
ceasefire_line / ceasefire_lines > line

capture take seize overrun gain_control win_control take_control take_over seize_control bring_under_control
    come_under_control wrest fall_to > gain hold control
recapture retake regain take_back win_back retook regain_control reconquer recover seize_back recapture wrest_back >
    capture take seize gain control win take_control win_control
recovery recapture retaking
free liberate liberation release
fall loss > lose
capture seizure
fall collapse drop
control hold run rule > have
hold keep control > have
control_shift change_hand control_change
held_by controlled_by under_control_of under_control hold
lose loss > cede
occupy occupation
gain_ground advance make_gain make_progress push_forward push_on press_forward move_forward gain > progress
advance push press_on move march > progress
advance push_on press_on press_ahead push_ahead go_on move_on continue
drive_back push_back repel beat_back force_back repulse fend_off throw_back hold_off beat_off
drive push force > move
repel repulse beat_back fend_off ward_off hold_off drive_off > resist stop
retreat withdraw withdrawal pull_out pull_back leave move_out fall_back move_back vacate evacuate > leave go depart
withdraw pull_out pull_back retreat > leave
force_out drive_out push_out expel oust > remove lose
encircle surround envelop ring cut_off
besiege under_siege siege lay_siege > encircle surround envelop ring cut_off
encircle surround close_in
besiege siege blockade under_siege > surround encircle
cut sever block cut_off
block blocking obstruct > stop
behind beyond past
stronghold bastion redoubt holdout > base position area
last_stand > stand battle
enclave pocket > area zone territory region
pocket hotbed > area
supply_route supply_line > route line road
supply_route / route / highway / motorway / road > way
deploy deployment send station move bring_in dispatch > bring
reinforce reinforcement strengthen bolster beef_up shore_up build_up > increase
mass concentrate amass gather build_up assemble > collect
station deploy base > place
destroy destruction wreck obliterate knock_out demolish > damage hit lose loss
disable put_out_of_action knock_out > damage hit
damage harm > affect hit
neutralise neutralize eliminate > remove target
down shoot_down bring_down downing > hit fall come_down destroy crash
come_down crash go_down fall > crash
shoot_down / bring_down / down > lose loss
intercept > stop
eject bail_out
crew pilot > people
dismantle tear_down take_down pull_down remove
tear_down dismantle demolish > remove clear
clear free rid
man staff > work
cover protect

troop soldier servicemen serviceman military_personnel military_men men_in_uniform > force military personnel people
    man
soldier serviceman trooper military army > troop force personnel people man member
force troop army military > side
army military armed_forces troop soldier > force
unit troop force formation > group
militia paramilitary > force fighter group armed_group
militia militiamen > fighter
fighter combatant > man member
militant gunman gunmen > fighter combatant armed_group group man member
rebel insurgent opposition opposition_fighter rebel_fighter opposition_group rebel_group rebel_forces
    opposition_forces > fighter combatant group armed_group force side
jihadist islamist > militant fighter group
terrorist terror_group terrorism terror > group
armed_group armed_faction > group faction
faction > group
extremist radical
loyalist loyal pro-government pro_government > allied
commander commanding_officer > officer leader
command commander
officer official commander > member
military_police / special_forces / air_force / navy > force military
division brigade battalion regiment > force unit
rank line
pilot airman > crew
mercenary > fighter
bomber fighter_jet jet warplane fighter_plane combat_aircraft military_jet military_aircraft > aircraft plane
jet warplane plane military_aircraft > aircraft
plane aircraft aeroplane airplane
helicopter chopper > aircraft
drone uav unmanned_aircraft unmanned_aerial_vehicle > aircraft
air_power air_force from_air by_air air_strike
by_air from_air aerial air
by_land on_ground ground land
air_support air_cover > support
covering_fire cover_fire > support cover fire
air_defence air_defense anti-aircraft anti_aircraft > defence
air_base airbase airport airfield > base
tank / armoured_carrier armoured_vehicle armour / armoured_personnel_carrier > vehicle armour equipment weapon
artillery howitzer > gun weapon cannon fire
gun artillery > weapon
multiple_rocket_launcher rocket_launcher launcher > weapon
mortar mortar_position > weapon
heavy_weapon heavy_equipment > weapon equipment arms
weapon arms weaponry armament > equipment
ammunition munition > weapon supply
machine-gun machine_gun > gun
shoulder-fired man-portable
missile rocket projectile
explosive improvised_bomb improvised_explosive ied > bomb device
vehicle car truck
pick-up pickup pick_up > vehicle truck
observation_post observation_point outpost military_post observation_posts lookout monitoring_post monitoring_point
    > post position base site
post position base outpost > site place
checkpoint > post
base position post > site place installation facility
military_base army_base > base installation site facility
installation site facility base
airspace sky
sky airspace air
human_shield shield
minefield mine landmine
demilitarised_zone demilitarized_zone buffer_zone > zone area
de-escalation_zone de-escalation_area > zone area
security_corridor corridor > strip zone
security_zone safe_zone > zone area
patrol > mission
surveillance monitoring observation > watch
target aim_at
target objective
aim goal objective purpose target intention
shell mortar_round round
strategic strategically important importance
attack / strike / operation / shelling / bombardment / patrol / raid / killing > carry_out conduct take_place occur
    launch
kill / wound / displace / destroy / injure / closure > leave
trade_fire exchange_fire fire exchange
attack / strike / fighting > violence
besiege siege surround_and_cut_off > cut_off
kill > cost cost_live life claim
"""
