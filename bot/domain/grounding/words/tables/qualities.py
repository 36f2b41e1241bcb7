"""Adjectives and adverbs of kind, manner, degree and time; written like war.py."""

from __future__ import annotations

TABLE = """
large big sizeable sizable substantial considerable
huge enormous immense vast
huge / enormous / vast / massive / immense > large substantial considerable
major large big significant important
major / main / key / chief / principal / biggest / central > important
biggest greatest largest
difficulty challenge problem trouble
biggest_difficulty main_problem greatest_difficulty main_difficulty biggest_problem biggest_challenge greatest_problem
key core crucial
chief main top
strategic strategically of_strategic_importance strategic_importance of_strategic_value strategic_value
minor small
serious grave severe
seriously gravely severely badly
serious / severe / grave > bad
heavy_fighting fierce_fighting intense_fighting fierce_clash heavy_clash intense_clash > fighting clash
intense heavy
intensive intense
heavily intensively severely intensely
heaviest fiercest most_intense most_severe worst
marked notable noticeable distinct pronounced
clear evident obvious
strong robust solid
strong_sign clear_sign strong_indication firm_sign clear_indication
dramatic drastic > marked
dramatic / drastic / sharp / marked / steep > serious
full complete total entire
full_control complete_control total_control
all-out full-scale full-blown
fully completely entirely wholly totally
completely fully in_full
altogether completely entirely wholly
relatively comparatively fairly rather somewhat
relatively_calm relative_calm fairly_quiet comparatively_calm mostly_calm largely_calm fairly_calm relatively_quiet
    comparatively_quiet > quiet calm
calm quiet tranquil peaceful
volatile unstable fragile unsettled
volatile / tense / fragile > uncertain
tense strained
uncertain unclear unsure in_doubt not_certain an_open_question
uncertain / unclear > unknown not_known
unknown undetermined unspecified unclear not_known
unnamed unidentified not_named unspecified without_naming
known > recorded registered reported detected identified
possible feasible
possibly perhaps maybe
plausible conceivable believable credible
highly_probable very_likely very_probable highly_likely most_likely
probable likely
highly very extremely
practically virtually effectively almost nearly
nearly almost close_to just_under not_quite
inevitable unavoidable bound_to_come
imminent close looming near about_to_happen
immediate instant prompt
at_once immediately without_delay straight_away right_away promptly instantly
quickly fast rapidly swiftly speedily
how_fast pace speed tempo
slow gradual
step-by-step gradual phased incremental step_by_step stage_by_stage gradually in_stage
stop-and-go start-stop on-off intermittent stop-start
repeatedly again_and_again many_times several_times time_and_again on_several_occasion on_many_occasion
repeated several multiple
several_times repeatedly more_than_once multiple_times many_times
occasional sporadic from_time_to_time now_and_then occasionally sporadically
scattered sporadic isolated intermittent
daily every_day day_after_day on_daily_basis each_day
constant constantly continuous continuously > repeatedly
ongoing continuing continued > current
continued continuing ongoing
growing rising increasing
increasingly ever_more more_and_more
more_often increasingly more_frequently
worse deteriorate
temporary temporarily interim provisional
brief short short-lived
briefly for_short_time for_short_while for_brief_time short_period for_short_period temporarily short-lived
long lengthy prolonged drawn-out protracted
bloody bloodshed
new fresh latest recent
newly recently freshly lately
newly_set_up newly_established recently_set_up recently_established newly_created newly_built newly_erected just_set_up
    > new
renewed fresh new again resumed
recently lately newly
recent latest
old earlier former previous
former previous earlier ex- one-time
former / previous > old
previous prior earlier past
earlier before previously beforehand
in_advance beforehand ahead_of_time earlier previously
already previously by_then
first initial maiden
first initially at_first at_start
in_first_report initially at_first
final last ultimate
last_major last_large last_big last_significant last_remaining_major
last most_recent latest
preceding previous prior last past
next following subsequent coming
later subsequently afterwards after thereafter
similar comparable alike
different other distinct
unlike contrast in_contrast_to contrary_to as_opposed_to differ
opposite opposing rival contrary
opposing rival
both > each
both_country two_country / both_side two_side each_side / both_party two_party > side
joint common shared combined together jointly
jointly together in_joint
coordinated joint jointly concerted
combined joint together
alone single-handedly on_its_own by_itself without_help
single one sole lone
sole only single
only_days_before just_days_before only_days_earlier just_days_earlier few_days_before days_before > before earlier
days_before days_earlier / months_before months_earlier / weeks_before weeks_earlier / years_before years_earlier
just_two only_two / just_four only_four / just_three only_three / only_one just_one single_one
only just merely no_more_than
elsewhere in_other_part in_other_area in_other_place other_part
anywhere wherever no_matter_where
anyone whoever anybody any_person
everyone everybody all
nobody no_one no-one none not_anyone
everything all
everything_needed whatever_necessary all_necessary everything_necessary whatever_needed all_needed
if_needed if_necessary should_it_be_necessary where_necessary when_necessary
where_necessary wherever_needed where_needed wherever_necessary
nearby close adjacent neighbouring next_to
neighbouring adjacent adjoining
neighbouring_country neighbour neighbouring_state neighbour_country
across throughout all_over
throughout across in_all_of
nationwide countrywide across_country throughout_country all_over_country
worldwide across_world
outside beyond
foreign external overseas
foreign / external / overseas > international
international worldwide global
internationally globally abroad
internationally_recognised recognised_internationally > recognised
domestic internal
internally domestically within_country inside_country in_own_country
economic financial
maritime naval sea marine
maritime / naval > sea
political politically
official formal
officially formally
officially_confirmed formally_confirmed publicly_confirmed > confirmed
legal lawful
unlawful illegal illegitimate
illegal unlawful
legitimate lawful permissible valid
legitimately lawfully
flagrant blatant glaring
flagrantly blatantly openly
deliberate intentional
deliberately intentionally on_purpose knowingly
indiscriminate indiscriminately random randomly
indiscriminate_attack / indiscriminate_strike / indiscriminate_shelling > attack
unacceptable intolerable inadmissible not_acceptable
baseless unfounded groundless without_basis without_foundation no_basis unsubstantiated
false untrue wrong incorrect not_true
wholly_false completely_false totally_false entirely_false entirely_untrue completely_untrue
impossible not_possible
unworkable impracticable impractical not_workable unfeasible
vague unclear imprecise ambiguous
premature too_early too_soon
voluntary voluntarily freely
safe secure
safely unharmed in_safety without_harm
safe_return / voluntary_return > return
wise sensible prudent
wisely sensibly prudently with_wisdom
ready prepared willing
unable not_able incapable cannot could_not not_in_position
able could can in_position
in_position able well_placed ready
cornered boxed_in in_corner
isolated cut_off
crowded overcrowded packed crammed congested
crowded / overcrowded / packed > full
full packed at_capacity filled
full / overcrowded > crowded
empty deserted abandoned
nearly_empty almost_empty largely_empty practically_empty almost_deserted nearly_deserted all_but_empty virtually_empty
wrecked ruined shattered devastated destroyed
wrecked / ruined / shattered / devastated > damaged
overwhelmed overstretched overburdened swamped stretched_beyond
unaffordable beyond_reach out_of_reach too_expensive too_dear priced_out
unfunded unfinanced without_funding unmet lacking_funding not_yet_funded not_funded
insufficient inadequate not_enough too_little
too_little_evidence insufficient_evidence not_enough_evidence little_evidence
unhindered unimpeded unrestricted freely without_hindrance
unarmed without_weapon no_weapon not_armed carrying_no_weapon
armed carrying_weapon with_weapon
disconnected_from_reality out_of_touch cut_off_from_reality detached_from_reality
pro-government loyalist loyal
pro-government / pro-regime > allied
pro-regime pro-assad loyalist
pro-opposition opposition-leaning opposition-aligned
pro-opposition > opposition
pro-damascus pro-government
anti-government > opposition
turkish-backed turkey-backed turkish-supported turkey-supported backed_by_turkey supported_by_turkey > backed supported
russian-backed russia-backed russian-supported russia-supported backed_by_russia supported_by_russia > backed
    supported
iranian-backed iran-backed iranian-supported iran-supported backed_by_iran supported_by_iran > backed supported
backed supported
us-backed us-supported american-backed supported_by_us backed_by_us > backed supported
turkish-held turkish-controlled turkey-controlled held_by_turkey controlled_by_turkey turkey-held > held controlled
syrian-led led_by_syrian > led
un-facilitated facilitated_by_un un-brokered un-mediated un-supported
un-supported un-backed supported_by_un backed_by_un > supported
al-qaida-linked al-qaeda-linked linked_to_al-qaida linked_to_al-qaeda tied_to_al-qaida > linked
shoulder-fired man-portable shoulder-launched portable
self-propelled motorised
hostile enemy unfriendly
moderate non-radical
radical extremist
satisfied content happy pleased
content_with satisfied_with happy_with pleased_with
largely mainly mostly chiefly primarily for_most_part
mainly mostly largely primarily predominantly
roughly approximately around about some
normally as_normal as_usual in_normal_way
verifiable verified
verified confirmed
registered recorded listed
pending outstanding awaiting_result awaited undecided
negative tested_negative
military-backed backed_by_military
much-criticised widely_criticised heavily_criticised > controversial criticised
so_many such_number such_large_number
so_fast so_quickly so_rapidly at_such_speed in_such_short_time
so_small so_little such_small
as_much_as_possible all_possible utmost maximum
all_side all_party every_side everyone all_those_involved
on_all_side by_all_side
sooner_or_later eventually at_some_point
even_after also_after after
still even_now continue_to as_before
"""
