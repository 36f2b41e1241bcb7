"""Words of law, inquiry, judging and telling; written like war.py."""

from __future__ import annotations

TABLE = """
law legal
international_law > law
laws_of_war law_of_war international_humanitarian_law rules_of_war > international_law
war_crime > crime abuse violation
crime_against_humanity > crime
unlawful illegal unlawfully illegally
illegal illegally unlawful
crime criminal
abuse violation
commit perpetrate carry_out responsible guilty
legitimate lawful legitimately
arrest detain detention apprehend
charge indict
convict sentence
sanction penalty punitive_measure > measure punish
sanction punish penalise blacklist
sanctions_list blacklist
travel_ban > ban sanction
punish punishment penalise punitive > sanction
place_under put_under impose put_on subject hit_with
impose introduce slap
comprise consist include contain name cover list number
list name enumerate include
review revise reassess reconsider
investigate investigation examine probe look_into > study
examine investigate study look_at
evidence proof
prove show
insufficient not_enough too_little lack
finding conclusion find conclude
find conclude consider hold judge rule deem establish determine > say
conclude find judge > say
judge consider believe assess view regard deem hold view_of > say think
believe think consider hold regard view feel > say
think believe
regard consider see view deem treat
see view consider regard
call describe term label brand dub characterise speak_of refer_to > say
describe call
declare announce proclaim > say
announce declare unveil > say
publish release issue
issue publish release make
release publish issue
quote cite
cite quote refer_to
report document record register count
document record register list > report
record register count log document
count number tally record put
report account
recount tell
put_at estimate
estimate put
estimated approximately
signal indicate sign suggest hint
indicate suggest signal point
sign indication signal evidence
point_to refer_to mention cite
mention refer name cite
note point_out observe
explain explanation account_for
explanation reason
comment remark
claim say assert allege
argue contend maintain say assert reason
summary report
footage video
photo picture image photograph
unnamed unidentified anonymous not_name without_name
name identify
publish air broadcast
televised tv television
speech address
notify inform tell communicate announce let_know report give
in_advance beforehand ahead advance before
coordinate coordination
coordinates location position
alarm alert
raise_alarm sound_alarm alert warn
high_alert alert
mention refer speak
"""
