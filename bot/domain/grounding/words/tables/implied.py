"""What a fact says in one part of speech and a sentence in another, without more; written like war.py.

Nearly all lines are one-way: who was displaced has left a home, but who left a home was not displaced.
"""

from __future__ import annotations

TABLE = """
some certain
certain some particular
photo / video / footage / proof / prove / document / record > evidence
prove / proof / verify / verifiable > evidence
road / highway / route > traffic
crossing / let_through / pass / cross / corridor / transit > passage
possible conceivable imaginable
measure > response
stock / supply / reserve > sufficient enough last
face > danger problem difficulty
vast_majority / great_majority / overwhelming_majority > overwhelmingly mostly mainly
night > sleep overnight
spend_night / spending_night > sleep
other_than non
20s twenties / 30s thirties / 40s forties / 50s fifties / 60s sixties / 70s seventies / 80s eighties
on_ground in_field
air_strike / air_support / air_attack / air_raid / bomb_from_air / bombed_from_air / air_power > aircraft plane from_air
internationally > international_stage on_international_stage internationally world_stage
minister / president / spokesman / chief / ambassador / official / officer / commander > counterpart
pro > supportive supporter support sympathetic favourable favorable aligned allied loyal side
anti > opposed critical hostile against oppose
sky / skies / airspace > overhead above air
kill / die / dead / death / fatality > toll death_toll
casualty / loss / troop / soldier / force / delegation / border / death / army / team > side
displace / uproot / displacement / displaced > home house
war / fighting / hostility / conflict / clash > outbreak_of_war outbreak_of_fighting outbreak_of_hostility
    outbreak_of_conflict outbreak_of_violence
eu european_union > bloc union
african_union / asean / arab_league > bloc
nato > alliance
un united_nations > world_body organisation
security_council > council
discuss / take_up / agenda / talk > on_table on_agenda agenda subject topic
trace > origin stem source
sanction / blame / condemn / arrest / punish / detain / accuse > on_ground
unable > fail failure not_able
give / provide / contribute / donate / fund / toward > help
judge / think / believe / argue / consider / expect / assess / doubt > view opinion judgement judgment assessment
    estimation belief conviction
believe / think / expect > expectation belief
argue / claim / contend > argument contention
refuse / refusal > unwilling unwillingness
few > little
make_good_on carry_out fulfil follow_through_on
open > access
treatment / care / service / aid / supply > access
choice > choose
about / around / some / roughly / approximately / nearly / almost > estimate estimated
coalition / alliance / militia > force
newly / new > more further another additional
as_of > still yet so_far
cut_short / shorten / shortened > early_end ended_early end_early premature_end early
affect / hit / impact > consequence impact effect
memorandum / protocol / treaty / accord / agreement / convention / pact / document > sign conclude
deal / agreement / truce / ceasefire / accord / pact / understanding > agree reach strike
everything_needed / everything_necessary > measure all_measure necessary
hold / control / take / retake / capture / recapture / seize / regain > in_hand
secure / safe / protect > safety
retake / recapture / regain / reopen / restore / resume / return / renew / win_back / take_back > again back once_more
size > equal
tight > tighten
loose > loosen / wide > widen / short > shorten / weak > weaken / strong > strengthen / bad > worsen / deep > deepen
broad > broaden / hard > harden
work_with / cooperate / coordinate > partner
aid / supply / food / medicine > deliver delivery
cost > price_tag price expense spend
target > direct
out_of_service > no_longer
expire / lapse / end / stop / cease / close / withdraw > no_longer
seriously > greatly considerably
council / committee / parliament / commission > member
neutralise > put_out_of_action
vote / abstain / abstention / veto > cast
vote_for / vote_against / in_favour > voting
sign / accord / agreement / deal > signing signature
begin / start / launch > start beginning launch outset
end / stop / halt > end
arrive / enter / come / pour > arrival influx
leave / depart / withdraw > departure withdrawal
flee / displace > displacement exodus flight
return / go_back / move_back > return
grow / rise / increase > growth rise increase
fall / drop / decline > fall drop decline
die / kill > death
attack / strike / shell / bomb > attack
close / shut > closure
open / reopen > opening reopening
refuse / reject > refusal rejection
deny > denial
accuse > accusation
warn > warning
threaten > threat
promise / vow / pledge > promise pledge
ask / request > request
demand > demand
support / back > support backing
deploy > deployment presence
occupy > occupation
capture / take / seize > capture seizure
besiege / surround / encircle > siege encirclement
violate / break / breach > violation breach
escalate / intensify > escalation
negotiate > negotiation
mediate > mediation mediator
respond / retaliate > response retaliation
succeed / win > success
lose > loss
fail > failure
decide > decision
approve / adopt / pass > approval adoption passage
renew / extend > renewal extension
expire > expiry expiration
resign > resignation
elect > election
investigate > investigation
destroy > destruction
evacuate > evacuation
vaccinate > vaccination
infect > infection
isolate / quarantine > isolation quarantine
arrest / detain > arrest detention
withdraw > withdrawal pullout pull-out pullback
survive > survival survivor
lack / without > lack absence
presence present
absence absent lack
participate / join / take_part > participation involvement
intervene > intervention
invade > invasion
expand > expansion
reduce > reduction
improve > improvement
replace > replacement
remove > removal
analyse > analysis
explain > explanation
intend / plan > intention plan
suspect > suspicion
suspicion suspect
able > ability capable
unable > inability
responsible > responsibility
strong > strength
weak > weakness
possible > possibility
probable / likely > likelihood probability
difficult > difficulty
necessary / need > necessity need
dominant / dominate / supremacy > dominance dominate
secure > security
stable > stability
poor > poverty
hungry > hunger
free > freedom
visit > visit
meet > meeting
agree > agreement
contradict > contradiction
doubt > doubt sceptical
hope > hope
fear > fear
lead > leadership
own > ownership property
"""
