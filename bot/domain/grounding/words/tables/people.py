"""Words of people, offices, bodies and places; written like war.py."""

from __future__ import annotations

TABLE = """
people person human individual
civilian noncombatant non-combatant > people person
resident inhabitant local population > people person civilian
population inhabitant people resident live home_to number_of_people
live home_to inhabit reside house accommodate population
live stay dwell reside
woman female / man male > people person adult
girl / boy > child people person youngster minor
child kid youngster minor underage > people person
baby infant newborn toddler > child people
infant / kindergarten > child young
under_five child_under_five under-fives under-five
young youth
family household > people
displaced_people displaced_person displaced idp internally_displaced_person > people person
refugee > people person migrant
migrant > people person
asylum-seeker asylum_seeker > people person migrant
businessman businesswoman businesspeople business_figure > people person
protester demonstrator > people person
patient sick ill > people
pupil student schoolchild schoolchildren > child people
teacher educator school_staff > people staff worker
doctor physician > medic health_worker medical_worker health_care_worker people person worker
nurse > medic health_worker medical_worker worker people
medic medical_worker medical_staff health_worker health_care_worker healthcare_worker > worker people staff
aid_worker relief_worker humanitarian_worker humanitarian > worker people staff
contractor > worker
rescuer rescue_worker first_responder > worker people
worker employee staff > people
witness eyewitness > people
victim > people
member > people
backer supporter patron sponsor ally
patron sponsor backer guarantor > supporter
ally allied partner > side
ally friend
partner counterpart
opponent adversary rival
rival competitor
enemy foe adversary
spouse wife / husband > spouse
relative family kin
activist campaigner
analyst expert
researcher research study scholar academic
research study examine
columnist commentator writer > journalist
journalist reporter correspondent
lawmaker deputy parliamentarian mp > politician

president head_of_state leader
presidency presidential president
prime_minister premier > minister leader head_of_government
foreign_minister top_diplomat chief_diplomat > minister diplomat official
defence_minister interior_minister > minister official
minister > official politician
secretary_of_state > minister official
secretary-general secretary_general > chief head official
ministry department
chief head director boss leader > official
head lead chair run direct
lead head under_lead command dominate
president / minister / chief / commander / governor > leader official
governor > official
chair chairman chairwoman chairperson head > leader
spokesman spokeswoman spokesperson > official representative
envoy representative special_envoy special_representative emissary diplomat > official
ambassador permanent_representative envoy > diplomat official representative
diplomat > official
official officer
admiral / general / colonel > officer commander official
high-ranking senior top high-level ranking
commissioner > official
delegation team side > group representative official
team delegation side group
minister_of_foreign_affairs foreign_minister
foreign_ministry ministry_of_foreign_affairs > ministry government
defence_ministry ministry_of_defence > ministry government military
interior_ministry ministry_of_the_interior > ministry government
ministry / parliament / presidency > government authority
government authority administration
regime > government authority
state country nation
nation country state
neighbour neighbouring adjacent bordering adjoining next_to nearby
neighbouring nearby
national nationality citizen
citizen national people
nationality nation
nationwide countrywide across_country
council body
commission inquiry panel body > investigation
board_of_inquiry inquiry panel board commission > body investigation
inquiry investigation probe
inquiry investigator
agency organisation body
organisation group body institution
agency news_agency > media outlet
outlet media newspaper daily publication > source
daily newspaper paper > outlet media
state_television state_tv state_broadcaster > television media outlet state_media
state_agency / state_television > state_media media
television tv broadcaster > media
media press
channel broadcaster network > outlet media
war_monitor monitor monitoring_group > group
monitor observer watchdog
association union league
alliance coalition bloc > group
coalition alliance
group organisation outfit
party side faction
warring_side warring_party party_to_the_conflict conflict_party side_in_the_conflict > side party
side party camp
office bureau
court tribunal
police officer
municipal local

place location site area spot
area region zone territory district part land
region area
zone area region territory enclave
territory land ground area soil
soil territory land
land ground territory area
ground territory land area
territory / land / ground > area
province governorate region > area
province / district / sub-district / subdistrict > area region
city / town / village / hamlet > place area community locality settlement
city / town / village / hamlet > place community locality
hamlet village
settlement locality community > place
community locality settlement
capital > city
street road
highway motorway road > route
motorway highway
route road
crossing border_crossing border_gate gate crossing_point entry_point checkpoint
border frontier boundary
border_area border_region > border area
edge border fringe perimeter boundary outskirts
edge outskirts
surroundings surrounding_area environs vicinity around area_around
around near in_and_around surroundings vicinity
near close_to next_to in_the_vicinity_of not_far_from around nearby by
near approach close_in
nearby close neighbouring near
west western westwards westward / east eastern eastward / north northern northward / south southern southward
north-west northwest northwestern north-western / north-east northeast northeastern north-eastern
south-west southwest southwestern south-western / south-east southeast southeastern south-eastern
middle centre central / mid middle
inside within in internal internally
internally inside within
outside out beyond
abroad foreign overseas international
foreign external overseas
international world global internationally
mosque / church > place_of_worship building
house home housing > building accommodation shelter
building structure
home house
camp > site place
displacement_site displaced_people_settlement displacement_camp > site camp settlement
market bazaar marketplace > place
farm > building place
prison jail detention_centre
hospital / clinic / health_centre > health_facility medical_facility facility
health_facility medical_facility hospital_and_clinic > facility
health_centre health_facility medical_facility medical_centre
school / kindergarten > educational_facility education_facility facility
educational_facility education_facility school > facility
facility centre site
field area
plain lowland
mountain hill
countryside rural
strip sliver band > area
stretch section segment part
part section portion
part area
somewhere elsewhere other_part other_places
elsewhere other_area other_part in_other_places
anywhere everywhere
origin come_from home original came_from
area_of_origin place_of_origin home_area home original_home
"""
