"""Words of earthquakes, floods, storms, fires, epidemics and elections; written like war.py."""

from __future__ import annotations

TABLE = """
earthquake quake temblor tremor seism > disaster
aftershock > tremor quake
magnitude strength
epicentre epicenter
earthquake / flood / flooding / storm / hurricane / cyclone / typhoon / tornado / landslide / tsunami / eruption /
    drought / wildfire / avalanche > natural_disaster disaster emergency
collapse cave_in come_down fall_down give_way
collapsed_building / rubble > debris ruins
rubble debris ruins wreckage
buried > trap
trap stuck
buried_under_rubble trapped_under_rubble under_debris beneath_rubble under_rubble trapped_in_debris
search_and_rescue rescue_operation rescue_effort rescue_work > rescue search
search_team rescue_team rescue_crew rescuer
pull_out pull_from rescue_from bring_out recover_from dug_out > rescue
missing unaccounted_for unaccounted not_found lost_track
homeless without_home without_roof lost_home made_homeless left_homeless lose_home without_shelter
uninhabitable unlivable unfit_for_habitation
flatten raze > destroy damage
flatten / raze > destruction
destroyed_house / damaged_house / destroyed_building / damaged_building > building house

flood flooding inundation inundate deluge
flash_flood sudden_flood > flood flooding
flood_water floodwater high_water > water
heavy_rain torrential_rain downpour heavy_rainfall torrential_downpour > rain rainfall
rain rainfall precipitation
monsoon > rain rainy_season
burst_its_bank overflow spill_over burst_bank > flood
dam_burst dam_failure dam_collapse dam_broke dam_break
dyke levee embankment dike
dam / levee / dyke > barrier
river / stream > water waterway
mudslide landslide mudflow
storm_surge tidal_surge > flooding surge
hurricane / cyclone / typhoon > storm
tornado twister > storm
make_landfall hit_land reach_land come_ashore
drought dry_spell lack_of_rain
crop harvest
crop_failure failed_harvest
wildfire forest_fire bushfire bush_fire blaze > fire
blaze fire
put_out extinguish > control
arson > fire
power_cut power_outage blackout outage electricity_cut loss_of_power electricity_outage power_failure
power electricity
without_power without_electricity no_power no_electricity
water_shortage lack_of_water shortage_of_water scarcity_of_water
shortage lack scarcity
food_shortage lack_of_food shortage_of_food
famine > hunger food_crisis
starvation > hunger
food_insecurity food_insecure > hunger
clean_water safe_water drinking_water safe_drinking_water potable_water > water
sanitation > hygiene
state_of_emergency emergency_rule > emergency
declare_emergency state_of_emergency_declared declare_state_of_emergency
evacuation_order order_to_evacuate evacuation_notice > evacuation order
evacuee people_evacuated evacuated_people > people displaced
temporary_shelter emergency_shelter makeshift_shelter provisional_shelter > shelter
makeshift improvised temporary
tent_city tent_camp > camp
reconstruction rebuilding reconstruct rebuild
early_warning advance_warning > warning
relief_goods relief_supply relief_item aid_supply aid_goods aid_item > aid supply goods

epidemic > outbreak spread
pandemic > epidemic outbreak
outbreak > spread
spread transmission transmit
spread / transmission > infection
contagious infectious communicable transmissible
cholera / ebola / measles / polio / malaria / typhoid / dengue / mpox / influenza / tuberculosis > disease illness
    infection
polio poliomyelitis
mpox monkeypox
influenza flu
vaccine vaccination vaccinate immunise immunisation inoculation inoculate jab
vaccination_campaign immunisation_campaign vaccination_drive vaccination_programme immunisation_drive > campaign
patient / case / infected > sick_people
test_positive tested_positive positive_test infected confirmed_infected
suspected_case suspected_infection > case infection
death_rate fatality_rate case_fatality_rate mortality mortality_rate
lockdown confinement stay-at-home_order > restriction measure
curfew > restriction measure
face_mask mask face_covering
hospitalised admitted_to_hospital taken_to_hospital in_hospital hospitalisation hospital_admission
intensive_care icu critical_care
critical_condition > serious_condition condition
health_emergency public_health_emergency > emergency
recover recovery recovered get_well
symptom sign
contact_tracing tracing_of_contact
contact_person contact close_contact
isolate_contact / quarantine_contact > isolate

election > vote poll ballot
general_election / parliamentary_election / presidential_election / local_election / snap_election > election vote poll
    ballot
snap_election early_election
runoff run-off second_round
voter elector electorate voting_public
voter_turnout turnout participation
polling_station voting_station polling_place polling_centre voting_centre
polling_day election_day voting_day
candidate contender nominee
candidate / contender > politician
ballot_paper ballot
cast_ballot cast_vote go_to_poll vote
constituency electoral_district > district
count_of_vote vote_count counting_of_vote
ballot_box > ballot
majority_of_seat parliamentary_majority > majority
coalition_talk coalition_negotiation > talk negotiation
coalition_government > government
incumbent sitting_president > president
opposition_party > opposition party
opposition_leader leader_of_opposition > leader opposition
election_commission electoral_commission election_authority electoral_authority election_board > commission authority
election_observer electoral_observer election_monitor > observer monitor
irregularity violation_of_rule
electoral_fraud vote_rigging election_fraud ballot_rigging rigging > fraud irregularity
inauguration inaugurate swear_in swearing-in sworn_in take_oath
campaign_trail election_campaign electoral_campaign > campaign
referendum plebiscite > vote ballot
coup putsch military_takeover overthrow_of_government > takeover
resign step_down stand_down quit resignation leave_office
appoint nominate appointment
dissolve_parliament dissolution_of_parliament
postpone delay put_off defer postponement
"""
