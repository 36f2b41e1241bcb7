"""Verbs with their nouns, verbs that nouns bring along, and what small words may be told as; written like
war.py.
"""

from __future__ import annotations

TABLE = """
divide division
provide provision
produce production
reduce reduction
permit permission
admit admission
choose choice
speak speech
know knowledge
seize seizure
expose exposure
suspend suspension
expel expulsion
retain retention
exclude exclusion
include inclusion
maintain maintenance
submit submission
impose imposition
describe description
acquire acquisition
inquire inquiry
apply application
comply compliance
rely reliance
bury burial
vary variation
verify verification
clarify clarification
ratify ratification
justify justification
identify identification
certify certification
modify modification
discover discovery
move movement
argue argument
contend contention
cite citation
contravene contravention
exceed excess
expand expansion
resume resumption
stop stoppage
dissolve dissolution
merge merger
assemble assembly
conquer conquest
wreck wreckage
diagnose diagnosis
publish publication
employ employment
restrain restraint
lead leadership
represent representation
repeat repetition
recognise recognition
concede concession
perceive perception
suspect suspicion
starve starvation
able ability
strong strength
safe safety
violent violence
hungry hunger
angry anger
free freedom
strategic strategy
electoral election
parliamentary parliament
provincial province
commercial commerce trade
financial finance
coastal coast
tense tension
absent absence
tight tighten
deep depth
supremacy dominance dominant upper_hand
register > registration
pass > passage
starve > hunger
volatile > unstable volatility instability fragile shaky

agreement / deal / memorandum / protocol / accord / treaty / pact / understanding > sign reach agree conclude
    strike make
truce ceasefire > agree
agreement / deal / memorandum / protocol / accord / resolution / mechanism > set_out lay_down contain
agreement / deal / memorandum / protocol / accord > text
deadline / ultimatum > set give impose
under > provide_for call_for envisage foresee stipulate require specify term lay_down provision in_line accordance
    by_term
under > subject_to
casualty loss > inflict suffer sustain take
attack / strike / shelling > suffer sustain
threat / danger / risk > pose
support / backing > lend offer provide extend
speech address > deliver give make
interview > give grant
statement / report / summary / figure > issue publish release make
warning / alarm > issue sound give
decision > make take
visit > pay make
finding conclusion > reach draw come_to
victory > win achieve victorious prevail triumph success
win > victorious prevail
truck / shipment / convoy / lorry > carry laden load transport deliver bring
troop / soldier / force > presence
deploy / station / base / post > presence
sanction > impose place
measure step > take adopt
authorisation mandate > grant give
choice > face options
phone > call hold
talk negotiation > hold round session
advance > gain
evidence > produce offer
prove proof > evidence
demand > make issue
vote > hold cast put_to_vote
fire fired > exchange_of_fire
patrol > conduct carry_out run
exploitation / abuse / violence / hunger / malnutrition > suffer experience
war / conflict / fighting / disease > outbreak
begin start > outbreak
crisis > break_out
resolve / solve / settle > way_out_of

be > exist lie stand_at stand located amount_to total number consist
put > stand set
number / total / figure / estimate / count > reach stand total
in / during / over / within > in_course over_course throughout_course in_span over_span in_space over_space
by > at_hand
for / because / over > on_ground
to > in_order so_as
and > as_well_as along_with together_with
with > alongside together_with along_with
its / their / his / her > own
where > wherever
from > emanate originate stem
within > framework in_framework
before > lead_up_to leading_up_to run_up_to in_run_up ahead prior
after > in_wake_of in_aftermath_of subsequent
some > certain
few > little
also > even
like > just_like kind akin
hour > just_hour mere_hour only_hour
day > just_day mere_day only_day
week > spend_week
month > spend_month
year > spend_year
unless > warn
if > mean
so_that > allow enable
untrue / false / baseless / impossible / unacceptable > dismiss reject deny
untrue / false > not_accurate inaccurate
tell told > brief_security_council brief_un_security_council brief_council address_security_council address_council
    address_un_security_council brief_ambassador
pro > supportive supporter support back sympathetic loyal side
get > persuade induce
televised > broadcast air television on_television
free_from > put_end end rid
displace / uproot / flee > home drive force
break > fail_to_keep not_keep fail_to_honour not_honour
say tell state > affirm name
take_up > on_table table
trace > origin
unworkable > impracticable impractical unfeasible
without_reach > fail_to_agree not_agree fail
go_up > raise lift elevate
keep_up continue > pursue
drop > release
end stop > bring
newly > more
spend > sleep pass
stop cease halt > no_more
lose > shed
unaffordable > leave leave_unable
go_into > devote dedicate channel
ground > field
cut_short > early_end premature_end
video_conference > video_link video
protect > save
help > enable
affect > consequence
everything > measure
be_out > remove leave
resume > restore
move > leave depart
capture / control / hold / retake / regain / seize > hand
secure > safety safe
size > equal
insufficient > not_have_enough
retake > again back_in
give_detail > elaborate specify detail
without_giving_detail without_detail > without_elaborate not_elaborate give_no_detail without_further_detail
work_with > partner
enter / cross / carry / transport / deploy / move / send / capture / put / end / truck > bring
bring > see
"""
