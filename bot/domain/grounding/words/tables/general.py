"""Adjectives, adverbs, quantity, time and degree; written like war.py."""

from __future__ import annotations

TABLE = """
large big major sizeable sizable substantial considerable great
major big large key main important
huge enormous > large big major
vast > large great big
key main important crucial
main key principal chief
important significant
significant important
small little
serious grave
seriously gravely badly
badly severely seriously heavily
heavy intense intensive
intense intensive heavy
fierce > intense heavy
marked > clear notable
clear obvious evident
sharp steep
fresh new renewed another
new fresh recent
recent recently lately newly new
newly recently new freshly lately
recently lately
old former previous
former previous ex once
previous earlier past preceding former
earlier previous preceding prior before past
before earlier previously already
previously earlier before already
already previously by_then even_before
former formerly
last final
final last
last past previous
first initial maiden initially
initial first
first for_the_first_time
again once_more another renewed re once_again anew
another again one_more further more
further another more additional
more another further additional
additional added
next following subsequent
follow come_after after subsequent succeed
following after subsequent
after follow following in_the_wake once since upon
later after subsequently
opposite opposing rival
different other
other further another
others other further
numerous many several various
several many various number_of a_number multiple some
various several different
multiple several many
dozen / hundred / thousand / million > many several numerous
many large_number lot
most majority mostly mainly largely for_the_most_part predominantly chiefly
mostly mainly largely primarily most predominantly chiefly
largely mainly mostly
vast_majority > most majority mostly mainly
all every each whole entire total
every each all
entire whole all full total in_its_entirety entirety in_full
entirely completely fully wholly totally altogether in_full
altogether completely entirely in_total
fully completely entirely in_full full
total overall complete full in_all altogether
half 50_per_cent fifty_per_cent
almost nearly close_to practically virtually
practically virtually almost nearly effectively
nearly_all almost_all virtually_all
only just merely alone solely sole single no_more_than except
sole only single
single one sole only
alone only by_itself on_its_own single-handedly single-handed
just only shortly
just_before shortly_before moments_before right_before
shortly soon
no_one nobody none not_one
nobody no_one none
none no
at_once immediately instantly straight_away right_away swiftly
immediately at_once straight_away promptly without_delay
immediate immediately prompt
quickly rapidly swiftly fast
briefly short short_time for_a_short_time temporarily
brief short
temporary temporarily
long lengthy prolonged
repeatedly again_and_again several_times time_and_again many_times
several_times repeatedly
occasional occasionally sporadic now_and_then
scattered sporadic isolated
sporadic occasional
daily every_day each_day
monthly month a_month each_month every_month
weekly week
yearly annual year
month_after_month every_month
early beginning start_of start
early beginning
late end
late towards_the_end end_of end
end late
mid middle
middle mid midway
overnight night in_the_night during_the_night
early_hours early_morning before_dawn
early_hours > morning
midnight 00:00
day daily
period time
since from starting
from since starting beginning
until till up_to by to
by until as_of
within in inside over during in_the_space_of space
during in over within throughout
throughout during
simultaneously at_same_time
deadline time_limit cut-off date until ultimatum time
ultimatum > deadline
until_further_notice indefinitely
possible possibly potential potentially may might could
probable probably likely
likely probable probably
plausible > possible possibly
highly very
very highly
increasingly more_and_more ever_more growing increasing more
increasing growing rising
growing increasing rising
at_least no_fewer_than
relatively comparatively fairly
comparatively relatively
especially above_all particularly in_particular
above_all especially particularly in_particular notably mainly
particularly especially
directly direct
direct face-to-face
deliberately intentionally on_purpose intentional purposely deliberate
intentional deliberate
officially formally official formal
formally officially
formal official
reportedly according_to_reports report reports apparently
allegedly allege
openly publicly
flagrantly blatantly
flagrant blatant
foreseeable foreseeably predictable
safely safe unharmed in_safety
safe secure
voluntary voluntarily
wisely wise
premature too_early too_soon
inevitable unavoidable
uncertain unclear not_clear unsure open
unclear uncertain
unknown not_known unspecified
unacceptable not_acceptable
impossible not_possible
imminent close near
sudden suddenly
vague unclear
unworkable not_workable
hostile enemy
necessary needed need required
needed necessary
if_needed if_necessary
ironic irony ironically
so-called what_it_called
like similar
unlike contrast
despite although though even_though notwithstanding in_spite however while nonetheless nevertheless even
although despite though even_though while but yet however
instead rather
rather instead
not rather
while as when whereas
whereas while
otherwise or failing_which else
unless if
once when after as_soon_as if
when once as
only_once only_after only_when only_if
so_that in_order
way path route
way manner
means way
approach method way
situation circumstances condition
condition situation state
state condition
scale extent
size scale
range span
range_from run_from vary_from
low lower
lowest smallest
highest largest biggest greatest record
largest biggest greatest highest
biggest largest greatest main
record highest unprecedented
worst gravest most_serious most_severe
heaviest worst strongest
heavy strong
never_before unprecedented
difficult difficulty hard
difficulty problem
problem difficulty issue
detail particular specifics
detail details
example instance
such_as like including for_example for_instance
kind type sort
type kind
series string succession
depth deep
away off
km kilometre kilometer
percent per_cent percentage_point
share proportion percentage
proportion share
quarter fourth
dollar usd
euro eur
part_of some_of
rest remainder
remaining rest other
both two
two both pair
pair two couple
twice double two_times
majority most
maximum at_most
minimum at_least
exactly precisely
approximately about
km kilometer kilometre
kilometres kilometers km
completely entirely fully whole > in_entirety entirety
"""
