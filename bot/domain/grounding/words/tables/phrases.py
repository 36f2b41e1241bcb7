"""Connectives, set phrases and spellings; written like war.py."""

from __future__ import annotations

TABLE = """
because_of due_to owing_to as_result_of on_account_of by_reason_of in_consequence_of on_ground_of for_reason_of
because given_that on_ground_that seeing_that
because due_to owing_to
result_in lead_to
in_response in_reply in_answer in_retaliation respond response retaliation in_return reply
retaliation / retaliatory > in_response response respond
in_retaliation / reprisal > retaliation response
as_response response in_response respond
despite in_spite_of notwithstanding regardless_of even_though although in_defiance_of
although even_though while despite though
but yet however although though while nevertheless nonetheless
while whereas although though as when at_same_time
while at_same_time during
whereas while unlike
instead rather_than in_place_of in_stead
instead_of rather_than in_place_of
rather_than instead_of not
other_than except apart_from besides but save_for aside_from except_for
except apart_from other_than with_exception_of excluding excepting save_for but_for not_counting
only > nothing_but nobody_but no_one_but alone
including among_them amongst_them of_whom of_which among_whom among_which inclusive_of
among of out_of amongst
of_whom of_them among_them
together_with along_with alongside as_well_as in_addition_to besides
as_well_as also together_with along_with in_addition_to
in_addition also besides as_well additionally
also too as_well likewise
under in_accordance_with pursuant_to in_line_with in_keeping_with as_part_of under_term_of by_term_of
    under_provision_of as_agreed_in as_laid_down as_set_out as_stipulated
against contrary_to at_odds_with
contradict contrary_to run_counter_to at_odds_with go_against conflict_with inconsistent_with incompatible_with
in_breach_of in_violation_of contrary_to against violating breaching
breach / violation / violate > against contrary_to
in_order_to so_as_to so_that to in_order_that for
so_that in_order_that so in_order_to
unless if_not except_if
if in_case should in_event provided
if_not otherwise unless
or else otherwise or_else failing_that
once when after
only_once only_when only_after not_until not_before
until up_to till up_until
before ahead_of prior_to in_run-up_to earlier_than
after following in_wake_of in_aftermath_of subsequent_to
since ever_since from starting_from
since_start_of from_start_of since_beginning_of since_outset_of
by_end_of by_close_of
at_start_of at_beginning_of
within in_space_of over in_course_of during over_course_of throughout
in_just within_just in_only within_only over_just in_no_more_than
by_count according_to_count by_tally by_figure count
by_figure according_to_figure
to_date so_far up_to_now
at_time then at_that_time
at_same_time simultaneously while
to_dollar per_dollar against_dollar a_dollar
around in_and_around near
in_and_around in_or_around around
toward towards in_direction_of to
toward > in_direction
along_border at_border near_border on_border close_to_border
either_side both_side each_side
on_both_side on_each_side on_either_side
north_and_south both_side either_side each_side
east_and_west both_side either_side
in_position able ready
in_public publicly
on_list listed listed_on
at_risk in_danger under_threat
at_high_risk in_great_danger > at_risk
risk run_risk in_danger at_risk
risk_of danger_of threat_of
at_least no_fewer_than not_less_than minimum_of
as_many_as up_to
for_first_time first first_time
first_ever first
first_since not_since
no_sign no_indication
no_longer not_any_more not_any_longer
no_evidence without_evidence without_proof no_proof
without_giving without_providing without_offering not_giving not_providing giving_no providing_no offering_no
without_mentioning not_mentioning no_mention made_no_mention
without_saying not_saying
without_giving_details gave_no_details no_details without_elaborating did_not_elaborate without_details
    not_giving_details without_further_details
give_no_number give_no_figure give_no_toll
no_comment not_comment without_comment
no_explanation not_explain without_explanation unexplained
turn_blind_eye look_away look_other_way ignore overlook close_eye close_its_eye
raise_alarm sound_alarm give_alarm alert
in_force in_effect valid effective
take_effect come_into_force come_into_effect enter_into_force go_into_effect take_force
full_effect fully_effective fully_in_force fully_in_effect full_force
out_of_service out_of_operation out_of_action out_of_use non-functional nonfunctional not_functioning inoperable
    non-operational not_operational unable_to_function
put_out_of_service knocked_out_of_service forced_out_of_service made_inoperable rendered_inoperable
out_of_control beyond_control
get_out_of_control spiral_out_of_control slip_out_of_control run_out_of_control escalate_beyond_control
in_use used in_operation being_used
due_in expected_in scheduled_in
due_for_review up_for_review to_be_reviewed scheduled_for_review
as_agreed as_planned in_line_with_agreement according_to_plan as_had_been_agreed
as_possible possible
change_hand switch_hand pass_hand change_control
in_total altogether in_all all_told combined
more_than in_excess_of upwards_of exceeding
twice double two_times twofold two-fold
more_than_twice more_than_double over_double over_twice
a_month monthly per_month
a_day daily per_day
each_month every_month monthly month_after_month
not_been_able unable
no_other nothing_other
way_out exit escape solution
any_way_out way_out any_exit any_escape
make_matter_worse worsen aggravate exacerbate make_worse
stand_in_way block bar obstruct hold_back

honour honor / rumour rumor / colour color / behaviour behavior / endeavour endeavor / dialogue dialog
catalogue catalog / theatre theater / metre meter / litre liter / offence offense / practise practice
analyse analyze / paralyse paralyze / sceptical skeptical / enquiry inquiry / judgement judgment / whilst while
diarrhoea diarrhea / paediatric pediatric / grey gray / manoeuvre maneuver / storey story / anaemia anemia
haemorrhage hemorrhage / foetus fetus / gynaecology gynecology / mould mold / plough plow / tyre tire
cosy cozy / kerb curb / sulphur sulfur / artefact artifact / ageing aging / fibre fiber / calibre caliber
sabre saber / spectre specter / sombre somber / vigour vigor / odour odor / valour valor / saviour savior
candour candor / rigour rigor / parlour parlor / clamour clamor / tumour tumor / vapour vapor / humour humor
pretence pretense / licence license / cheque check / jewellery jewelry / moustache mustache / pyjamas pajamas
air-strike airstrike air_strike / air-raid air_raid / war-plane warplane / gun-fire gunfire / helicopter-gunship
    helicopter_gunship
land-mine landmine land_mine / under-age underage / over-crowded overcrowded / sub-zero subzero / rear-guard rearguard
life-saving lifesaving / war-torn wartorn / cross-border crossborder / co-ordinate coordinate / co-operate cooperate
re-open reopen / re-take retake / re-capture recapture / re-gain regain / re-start restart / re-deploy redeploy
by-pass bypass / hand-over handover / cease-fire ceasefire / health-care healthcare health_care
school-children schoolchildren / head-quarters headquarters hq
under-secretary undersecretary / vice-president vice_president / secretary-general secretary_general
spokes-person spokesperson / peace-keeper peacekeeper / peace-keeping peacekeeping / man-made manmade
covid-19 covid coronavirus
percent per_cent pct percentage
"""
