"""Nouns for people, offices, bodies, media, law and talks; written like war.py."""

from __future__ import annotations

TABLE = """
kill / die / dead / death / fatality / wound / injure / injury / displace / uproot / arrest / detain / infect / live /
    flee / evacuate / starve / drown / rescue / trap / register / gather / accommodate / host / homeless / casualty
    > people person
killed_people people_killed dead_people > dead
dead killed_people people_killed
casualty_figure casualty_toll casualty_count casualty_number number_of_casualty > casualty toll
death_toll number_of_death number_of_dead number_of_people_killed number_killed death_count fatality_count
    body_count toll_of_dead
put_death / number_of_death / count_death > death_toll
civilian_death civilian_toll civilian_fatality civilian_killed death_of_civilian killing_of_civilian > civilian
    civilian_casualty civilian_victim civilian_loss
civilian_casualty civilian_victim civilian_loss
civilian noncombatant non-combatant
civilian_site civilian_object civilian_facility civilian_target civilian_location > civilian site facility place
civilian_population > civilian population people
crew crew_member crewmen crewman > on_board aboard
survivor > people person
hostage > captive people person
prisoner detainee inmate captive > people person
prisoner_of_war > prisoner captive
passenger / commuter / traveller / tourist / shopper / worshipper / mourner / bystander / passer-by / shepherd
    / fisherman / farmer / miner / villager / islander / voter / protester / patient / pupil / lawyer / judge / priest
    / imam / cleric / pensioner / driver / sailor / firefighter / volunteer / resident / student / teacher / civilian
    / inhabitant > people person
villager > resident inhabitant civilian people
cleric > religious_leader
elderly old_people older_people older_person elderly_people old > people person
newborn / infant / baby > small_child young_child
widow / orphan / mother / father / parent / brother / sister / son / daughter > relative family_member family
family_member > relative
relative relation family_member
household family
displaced_family uprooted_family family_on_run > displaced_people family
displaced displaced_people displaced_person people_on_run people_displaced uprooted_people people_uprooted
    forcibly_displaced > people
newly_displaced freshly_displaced recently_displaced new_displacement newly_uprooted
internally_displaced idps displaced_within_country displaced_inside_country > displaced
mass_displacement large-scale_displacement displacement_of_mass
asylum_application asylum_request asylum_claim asylum_bid application_for_asylum request_for_asylum claim_for_asylum
    apply_for_asylum > application
asylum_application / asylum_request / application_for_asylum > application request
refugee_flow refugee_movement flow_of_refugee movement_of_refugee refugee_stream stream_of_refugee >
    flow movement flight
registered_refugee > refugee
migrant > people_on_move
returnee people_returning people_who_returned people_gone_back > people
return returning coming_back going_back
businesspeople businessmen business_people entrepreneur business_figure > people person
company / firm / bank / hospital / university / ministry / party / newspaper / charity > entity organisation institution
entity organisation body
specialist expert
military_specialist military_expert
analyst expert
military_analyst > analyst expert
scholar academic
commentator columnist
article piece
article > text report publication story
column > article piece
rescue_worker rescuer rescue_team emergency_worker first_responder civil_defence > worker
health_worker medical_worker health_staff medical_staff health_personnel medical_personnel healthcare_worker
    health_care_worker medic health_employee medical_employee > worker staff people
health_official > official
health_directorate / health_department / health_ministry > health_authority authority
directorate department
directorate > authority office
department > authority
humanitarian_worker aid_worker relief_worker aid_staff humanitarian_staff > worker people
relief_actor aid_actor humanitarian_actor aid_partner humanitarian_partner relief_partner aid_agency relief_agency
    humanitarian_agency aid_organisation relief_organisation humanitarian_organisation aid_group relief_group aid_body
    humanitarian_body humanitarian_group > organisation agency group partner
non-governmental_organisation ngo ngos > organisation group
charity > organisation group
un_agency un_body > agency
protest demonstration rally > action gathering
sit-in sit-down_protest protest_camp > protest demonstration
anti-government_protest protest_against_government anti-government_demonstration > protest demonstration
affiliate > member
loyalist > supporter
ally_fighter / allied_fighter > fighter
supporter backer
sponsor backer supporter patron
co-operation cooperation
cooperation collaboration > work

lawmaker deputy mp parliamentarian legislator member_of_parliament > politician
minister > cabinet_member
defence_minister defence_chief > minister
defence_secretary > minister
foreign_minister chief_diplomat top_diplomat foreign_chief > minister
foreign_secretary > minister
interior_minister home_secretary > minister
prime_minister premier head_of_government > politician
president head_of_state
presidential_level level_of_president level_of_head_of_state leader_level level_of_leader > level
spokesperson spokesman spokeswoman mouthpiece
secretary_general / president / chief / governor / director / commissioner / head > top_official
rights_chief human_rights_chief head_of_human_rights human_right_commissioner high_commissioner_for_human_rights >
    official
rights_office human_rights_office human_right_office office_for_human_rights > office
human_right / human_rights > right
rights_group human_rights_group right_group rights_organisation human_rights_organisation > group organisation
relief_chief humanitarian_chief aid_chief humanitarian_head head_of_humanitarian_affairs humanitarian_coordinator
    emergency_relief_coordinator relief_coordinator > official chief
political_chief political_affairs_chief head_of_political_affairs chief_of_political_affairs > official
intelligence_chief spy_chief head_of_intelligence intelligence_head chief_of_intelligence spymaster > official
communications_director communication_director head_of_communication communication_chief > official
envoy > negotiator mediator
delegation negotiating_team negotiator team_of_negotiator > team
delegate > representative
official functionary
senior_official high-ranking_official top_official high_official
senior_officer high-ranking_officer top_officer
high-level top-level senior high-ranking
military_source army_source source_in_military source_in_army
source informant
local_source source_on_ground source_in_area
witness eyewitness onlooker
guarantor guarantor_state guarantee_power guarantor_power
host_country host_nation host_state
member_state member_country member_nation > country state member
member_state / member > state
governing_body > authority
authority > official government
ruler > leader
cabinet government
parliament legislature > body
council_member member_of_council > member
army_command army_leadership military_command general_command high_command command_of_army > army military
state_media official_media government_media state-run_media state-owned_media state-controlled_media > media
state_agency state_news_agency official_agency official_news_agency state-run_agency state-run_news_agency > agency
    state_media news_agency media
state_television state_tv state_broadcaster official_television official_tv government_television state-run_television
    > television state_media broadcaster media
state_channel state_broadcaster state-run_channel state_television state_outlet state-run_outlet > state_media media
    channel broadcaster
pro-government_daily / daily / newspaper / agency / outlet / broadcaster / television / channel / website > news_outlet
    outlet media
website site news_site > outlet media
press_statement statement_to_press declaration > statement text
statement declaration communique
press_release > statement
interview > conversation
footage video film clip video_footage
footage / video > recording image picture
photograph image picture
announcement statement
account version description
by_account / local_account > account report
account report
wording language formulation phrasing text > term
provision clause rule stipulation term > measure
law / rule / ban / regulation > measure
rule regulation
covid_rule covid_restriction covid_measure covid_19_rule covid_19_restriction covid_19_measure coronavirus_rule
    coronavirus_restriction coronavirus_measure > rule restriction measure
restriction curb limit constraint
regulation rule requirement
breach violation infringement infraction
ceasefire_breach ceasefire_violation truce_violation truce_breach breach_of_ceasefire violation_of_ceasefire
    violation_of_truce breach_of_truce > breach violation
laws_of_war law_of_war international_humanitarian_law rule_of_war law_of_armed_conflict
atrocity > abuse crime violence
pillage looting plunder loot > theft crime
looting > stealing
offence crime
war_criminal > criminal
legitimate_target lawful_target permissible_target fair_target
right entitlement entitle
liability responsibility
inquiry investigation enquiry probe
board_of_inquiry inquiry_board panel_of_inquiry investigative_board > inquiry body panel investigator
commission_of_inquiry inquiry_commission > inquiry commission panel body investigator
finding conclusion result
conclusive definitive final
conclusive_finding definite_finding definitive_finding firm_conclusion definitive_conclusion > finding conclusion
evidence > indication
summary digest > report
report > document
monthly_review monthly_report > review report
review report
review > look
incident episode event occurrence case
attack / clash / strike / explosion / shooting / breach / accident / killing / provocation / crash / raid >
    incident event
shooting_incident shooting incident_of_shooting incident_of_fire > incident
provocation provocative_act provocative_action > action
provocative > provocation
irony ironic paradox
"""
