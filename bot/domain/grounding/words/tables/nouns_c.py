"""Nouns for places, time, need, health, money and quantity; written like war.py."""

from __future__ import annotations

TABLE = """
north-west northwest north-western northwestern / north-east northeast north-eastern northeastern
south-west southwest south-western southwestern / south-east southeast south-eastern southeastern
north north_side / south south_side / east east_side / west west_side
northern_part / southern_part / eastern_part / western_part > part
part area region
area / zone / region / province / enclave / plain / district / sub-district / countryside > territory part area
sub-district subdistrict > district
de-escalation_area de-escalation_zone > area zone
demilitarised_zone demilitarized_zone dmz > zone
security_corridor corridor safe_corridor secure_corridor > strip zone area
security_zone secure_zone safe_zone safe_area > zone area
border_area border_zone border_region area_along_border border_strip area_near_border > border area
frontier border borderline
land_border land_frontier > border frontier
border_side / side_of_border > side
near_border close_to_border along_border at_border next_to_border by_border on_border border_area
border_crossing border_point crossing_point crossing entry_point border_post point_of_entry gateway crossing-point >
    border
city / town / village / hamlet / suburb / neighbourhood / settlement / camp > place location area
suburb outskirts
neighbourhood > district area
settlement / village / hamlet > small_town
populated_area inhabited_area residential_area civilian_area > area
densely_populated heavily_populated populous crowded built-up > populated
residential_building residential_home apartment_building > building home
apartment flat > home building house
housing > house home residence residential_area residential_building dwelling civilian_home building
home house residence dwelling
homes home_area > place_of_origin
area_of_origin home_area original_home place_of_origin home_town original_area area_they_came_from hometown native_area
    original_place > home
home_town hometown
town_and_village / city_and_town > community place settlement
surroundings environs surrounding_area outlying_area vicinity
surroundings / environs / vicinity / outskirts > area surrounding_area
road / highway / route > artery way link
main_road main_highway key_highway key_road major_highway main_artery trunk_road > highway road
highway motorway expressway freeway arterial_road > road route artery
entire_highway full_length whole_length full_highway > highway
last_stretch last_section last_part final_stretch final_section final_part remaining_section last_segment
stretch section part portion segment
traffic movement transport
through_traffic transit_traffic transit > traffic
junction intersection crossroads interchange
soil territory land ground
plain > area land
farm farmstead
poultry_farm chicken_farm > farm
market marketplace bazaar souk
vegetable_market > market
mosque > place_of_worship
prison jail detention_facility penitentiary
airspace sky skies air_space
building > structure
shelter accommodation housing
individual_tent own_tent tent_of_own single_tent
unfinished_house unfinished_building > building house
unfinished half-finished half-built incomplete uncompleted under_construction
under_tree beneath_tree > in_open
in_open out_in_open in_open_air in_open_field without_shelter under_open_sky outdoors without_roof exposed
seek_shelter take_shelter look_for_shelter take_refuge seek_refuge find_refuge

time period
period spell stretch
phase stage period
hours_before hours_ahead few_hours_before several_hours_before > shortly_before before earlier
hour_before / day_before / week_before > before earlier
day_after / hour_after / week_after / month_after / shortly_after / soon_after > after
day_earlier day_before / week_earlier week_before / month_earlier month_before
just_before shortly_before immediately_before right_before
shortly_after soon_after just_after > after
early_hours small_hours predawn pre-dawn before_dawn early_morning > morning early
early_on early_hours small_hours early_morning
early_afternoon > afternoon
overnight during_night at_night in_night by_night through_night
midnight stroke_of_midnight
first_half / beginning / start > early
second_half > later_part
first_half first_two_weeks first_15_days
beginning start outset
beginning_of early / start_of early / outset_of early
end_of late / close_of late
end close
end_of close_of
middle_of mid
month_end end_of_month
year_end end_of_year
in_following_month month_after
in_week during_week over_week in_course_of_week week
week seven_days seven-day
single_week one_week just_week
single_day one_day day
one-day day-long lasting_day
two_weeks fortnight 14_days
six_months half_year half-year six-month
nine-year nine_years_old lasting_nine_years nine-year-old
six-year six-year-old six-year-long
year-long for_year lasting_year
future fate destiny
time_limit deadline date

need requirement
need necessity
urgent_need pressing_need acute_need > need
most_urgent most_pressing most_acute > urgent
people_in_need those_in_need needy
in_need needing_aid needing_help needing_assistance requiring_assistance requiring_aid requiring_help dependent_on_aid
    need_aid need_assistance need_humanitarian_aid in_need_of_aid in_need_of_help in_need_of_assistance
    require_humanitarian_assistance
humanitarian_aid humanitarian_assistance humanitarian_help humanitarian_relief relief_aid relief_assistance
humanitarian_aid / humanitarian_assistance / food_aid / medical_aid > aid relief
aid_operation relief_operation humanitarian_operation aid_effort relief_effort humanitarian_effort aid_work
    humanitarian_response relief_work aid_response > operation response
cross-border_aid aid_across_border aid_over_border aid_through_border cross-border_assistance cross-border_help
    cross-border_delivery cross-border_relief > aid
cross-border_operation cross-border_mechanism cross-border_scheme cross-border_arrangement > operation mechanism
cross-line across_front_line across_line over_front_line through_front_line
aid_delivery delivery_of_aid aid_shipment relief_delivery aid_transport humanitarian_delivery > delivery aid
aid_truck truck_of_aid aid_lorry lorry_of_aid truck_carrying_aid truck_with_aid relief_truck aid_vehicle truck_load >
    truck
truck lorry
aid_plan relief_plan humanitarian_plan response_plan > plan
aid_access humanitarian_access access_for_aid access_for_humanitarian > access
emergency_fund > fund
fund pot pool
financing funding fund
donor donor_country donor_government contributor
shipment consignment delivery load cargo
goods merchandise commodity
trade_goods commercial_goods commerce commercial_traffic goods_for_trade merchandise > goods trade
commercial trade
essential vital necessary
essential basic
essentials basic_goods basic_necessity essential_goods necessity basic_item essential_item basic_supply everyday_goods
survival_basket basket_of_essential basket_of_basic_goods minimum_basket > basket
hygiene_goods hygiene_item hygiene_product sanitary_item hygiene_supply
food foodstuff food_item
food / water / medicine / blanket > supply aid
shelter / tent > supply
water_supply > water
infrastructure facility
emergency_case emergency
medical_emergency emergency_patient medical_case urgent_medical_case > emergency
crisis emergency
humanitarian_catastrophe humanitarian_disaster > humanitarian_crisis catastrophe disaster
humanitarian_disaster > catastrophe
humanitarian_crisis humanitarian_emergency > crisis

health_care medical_care healthcare health_service medical_service medical_treatment > care
health_system healthcare_system health_care_system medical_system health_service health_sector > system
medical_facility health_facility health_care_facility healthcare_facility medical_centre health_centre medical_site
    health_site medical_establishment > facility
hospital / clinic / health_centre / dialysis_centre > medical_facility health_facility medical_centre facility
primary_health_care_centre primary_health_centre primary_care_centre primary_healthcare_centre primary_care_clinic >
    health_centre health_care_centre clinic medical_centre medical_facility health_facility
health_centre health_care_centre medical_centre health_center
dialysis_centre dialysis_unit dialysis_clinic dialysis_facility kidney_dialysis_centre > centre
isolation_unit isolation_ward isolation_facility isolation_centre > unit ward
educational_facility education_facility educational_institution educational_establishment > facility institution
school / kindergarten / university / college > educational_facility educational_institution educational_establishment
kindergarten nursery preschool pre-school
pupil student schoolchild schoolchildren learner
attack_on_health_care attack_on_healthcare attack_on_health_system attack_on_health_service > attack_on_health
life-saving vital
treatment care therapy
bed hospital_bed
stock supply reserve inventory
medicine drug medication pharmaceutical > medical_supply
medical_supply / medical_aid > supply
swab sample test
tested_sample sample_test > test
testing test
covid_case covid_infection covid_19_case covid_19_infection coronavirus_case coronavirus_infection > infection case
coronavirus covid virus
infection case
confirmed_case confirmed_infection > case infection
disease illness
covid / coronavirus > disease illness virus infection
death_from_covid covid_death covid_19_death covid_fatality > death
isolation quarantine
isolated put_in_isolation placed_in_isolation quarantined put_in_quarantine self-isolate
cold cold_weather cold_temperature low_temperature freezing_temperature freezing_weather freezing_cold
die_of_cold die_from_cold freeze_to_death frozen_to_death death_from_cold death_from_exposure die_of_exposure
    killed_by_cold
freezing_night > cold_night
malnutrition undernutrition undernourishment malnourished undernourished
stunted stunting stunted_growth growth_stunted
child_labour child_work labour_by_child working_child child_worker
child_marriage early_marriage underage_marriage marriage_of_child > marriage
domestic_violence domestic_abuse violence_in_home violence_at_home family_violence > violence abuse
family_separation separation_of_family family_separated
livelihood means_of_living subsistence

money cash fund
currency money
dollar us_dollar usd
million_dollars million_us_dollars
exchange_rate rate value
record_low all-time_low lowest_level lowest_ever new_low lowest_value historic_low
record_high all-time_high highest_level highest_ever new_high new_peak record_level fresh_high historic_high
peak high
half_value half_of_value half_worth half_its_worth
informal_market black_market unofficial_market parallel_market grey_market unofficial_exchange
official_rate official_exchange_rate government_rate
downturn slump recession slowdown contraction
price_rise price_increase increase_in_price rising_price higher_price price_hike
wage salary pay earnings
trade commerce trading
everyday_trade daily_trade everyday_transaction daily_transaction day-to-day_trade everyday_business
daily_life everyday_life day-to-day_life
sanction penalty restrictive_measure
new_sanction fresh_sanction further_sanction > sanction
sanctions_list sanction_list blacklist list_of_sanction list_of_sanctioned > list
travel_ban entry_ban > travel_restriction ban
financial_sanction economic_sanction > sanction
financial monetary
hydrocarbon oil_and_gas > energy
gas_supply gas_delivery supply_of_gas delivery_of_gas natural_gas_supply > gas
exploration prospecting search
conclude_deal sign_deal reach_deal
business trade commerce
conducting_business / business > dealing deal

number figure count tally total quantity
count tally figure toll number total
unknown_number undetermined_number unspecified_number uncertain_number number_unknown number_not_known
majority most bulk
vast_majority great_majority overwhelming_majority large_majority lion_share > majority most mostly mainly bulk
most majority bulk mostly
most / majority / mostly > more_than_half over_half
nearly_all almost_all virtually_all practically_all > most majority
more_than_dozen over_dozen dozen_or_more
hundreds several_hundred / thousands several_thousand / dozens several_dozen scores
few_thousand > thousand
at_most_few_thousand few_thousand_at_most no_more_than_few_thousand
share proportion percentage part
per_cent percent percentage percentage_point
extent scale size degree
size_of as_large_as as_big_as
population number_of_inhabitant number_of_resident number_of_people inhabitant people_living
group > number cluster
series string spate succession
additional further extra more another
"""
