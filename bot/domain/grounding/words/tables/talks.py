"""Words of talks, deals, truces, votes, demands and promises; written like war.py."""

from __future__ import annotations

TABLE = """
ceasefire truce armistice cessation_of_hostilities silence_regime > deal agreement pause calm
truce ceasefire lull
agreement deal accord pact understanding arrangement > document
agree agreement strike_deal reach_agreement reach_deal come_to_agreement make_deal conclude_deal > decide accept
agree settle work_out decide
deal agreement bargain settlement compromise
memorandum protocol accord agreement deal > document text
protocol accord deal agreement > document text
treaty convention > agreement deal document
document text paper
understanding consensus agreement
consensus common_ground
compromise concession
breach violate violation break infringe infringement contravene flout
breach violation
contravene contradict go_against against run_counter counter contrary be_at_odds at_odds in_contradiction
    contradiction
honour keep fulfil fulfill meet respect comply abide uphold live_up observe
implement carry_out put_into_practice put_into_effect implementation execute apply enforce
take_effect in_force enter_into_force come_into_force come_into_effect go_into_effect enter_force effect force begin
    start effective be_valid hold
took_effect start begin
collapse break_down breakdown fall_apart fail
hold remain_in_force
negotiate negotiation talk discuss broker hammer_out > meet
talk negotiation discussion dialogue meeting consultation contact
dialogue negotiation talk
discuss talk_about discussion debate confer speak_about address take_up consult > talk
meet meeting hold_talk hold_meeting gather convene session > talk
talk discussion > meet
summit conference gathering > meeting
phone phone_call telephone call telephone_call by_phone over_the_phone
phone_call conversation > contact
speak talk conversation call
speak say
speech address remarks > statement
video_conference video_call videoconference > meeting call talk
interview > talk
mediate mediator mediation broker act_as_mediator
broker mediate arrange negotiate
resume restart renew take_up continue start_again reopen begin_again pick_up relaunch > begin start
renew extend extension renewal prolong continue authorise
extend prolong lengthen
authorise authorize authorisation authorization mandate approve > allow
mandate authorisation authority
expire lapse run_out end run_until expiry last_until > stop
run last be_valid continue
draft_resolution draft proposal text > document
resolution text > document
adopt pass approve vote_for vote_through endorse > accept
vote ballot
vote_for in_favour favour in_favor support for yes
vote_against against oppose no
abstain abstention
veto > block vote_down reject stop oppose
block stop > prevent reject
reject refuse decline rebuff turn_down dismiss spurn > oppose
refuse decline reject
refusal rejection refuse reject
rule_out reject exclude refuse
dismiss reject
endorse support back approve
back support supporter backing endorse > help
support help aid assist assistance
support back help
stand_by support stand_with back
stand_by side
stand ready prepared
ready prepared willing
solidarity support
ally stand_by
condemn denounce condemnation censure deplore > criticise
criticise criticism criticize rebuke
rebuke reprimand criticise
accuse charge allege accusation allegation blame
blame attribute hold_responsible responsible responsibility pin_on accuse
attribute ascribe trace blame put_down link
responsibility responsible blame
deny denial reject dispute
deny denial dismiss_claim
untrue false not_true incorrect baseless unfounded groundless wrong
false untrue wrong incorrect
wholly completely entirely fully totally
admit acknowledge concede own_up > say
thank thanks gratitude grateful
praise commend applaud
regret lament
demand insist > call_for urge call_on press ask request want
urge call_on appeal call_for press exhort > ask request want
tell > urge call_on ask
press urge push pressure
press pressure push
ask request > want
request ask seek ask_for
request requirement
on_request at_request ask request
ask question query inquire
question doubt cast_doubt call_into_question challenge
doubt question sceptical skeptical not_believe
insist maintain stress emphasise assert
stress emphasise emphasize underline underscore highlight
reaffirm reiterate repeat restate renew
repeat again reiterate
restate reaffirm reiterate
warn warning caution alert > say
warn danger risk
vow pledge promise swear undertake commit commitment > say announce
promise pledge vow commitment assure undertake undertaking
pledge promise commit > announce
offer promise
threaten threat menace > warn warning
threat danger
intend intention plan aim seek want mean purpose
want wish hope desire like
hope want
seek want look_for try
prefer preference favour
fear worry concern be_afraid dread
concern worry fear
expect anticipate await foresee predict
expect due schedule set plan
due schedule set expect plan slate
schedule plan set due
order instruct command direct > tell
tell inform > say
allow let permit enable make_possible authorise
prevent stop bar avert block keep_from head_off avoid hinder
avert prevent avoid head_off
ban prohibit bar forbid
restrict restriction limit confine
limit restrict confine contain curb
contain curb control rein_in limit
rein_in control contain curb
oblige require commit compel bind obligation
obligation duty commitment pledge responsibility
duty obligation responsibility task commitment
require oblige need
undertake commit pledge promise take_on agree
take_on undertake assume accept
guarantee guarantor
provide_for foresee envisage include stipulate establish set_up call_for
cover apply include
cover include
exclude leave_out omit not_include shut_out
leave_out drop omit exclude remove
drop remove leave_out cut exclude
shut_out exclude leave_out
remove take_off drop delete
separate separation divide split
fail_to not neglect
fail failure not_able unsuccessful not_succeed not_adopt > not
failure fail
succeed success successful manage
settle resolve solve resolution settlement
solve resolve solution settle end
solution settlement answer way_out
way_out solution exit escape
political_settlement political_solution
politically political
militarily military
diplomatic diplomacy diplomat
diplomacy diplomatic_means diplomatic_effort talk negotiation
peace peaceful
peace_effort / peace_process > effort process
deadlock stalemate impasse
break end overcome resolve
tension strain
relation tie link relationship
tie relation link
partnership relationship alliance > relation tie
deteriorate worsen worse aggravate exacerbate get_worse make_worse degrade
worsen deteriorate aggravate exacerbate make_worse worse
restore re-establish reestablish repair rebuild
launch open
"""
