"""Verbs of telling, counting, thinking, asking and wanting; written like war.py."""

from __future__ import annotations

TABLE = """
say tell state > express voice relay explain inform make_known let_know convey indicate speak_of testify
say tell state write > reckon give_account put_it
note > point_out observe remark say comment mention remind record find
point_out note > observe remark say mention stress draw_attention
observe > note notice see watch remark
add > say continue go_on note moreover
explain > clarify account_for justify give_reason set_out spell_out say
explanation > reason account
comment > remark say reaction respond response word
speak > talk converse confer hold_conversation hold_talk be_in_touch discuss call
speak_of > mention refer_to tell report describe talk_of
talk > speak converse confer discuss
speak_by_phone talk_by_phone by_phone on_phone phone phone_call > telephone call hold_call over_phone ring
discuss > talk_over go_over address debate deliberate confer consult speak raise exchange_view hold_talk subject topic
discuss > focus_on deal_with focus
take_up > address discuss deal_with raise consider turn_to debate
mention > refer_to name cite speak_of raise bring_up allude reference
not_mention without_mention > silent_on say_nothing make_no_reference pass_over omit leave_out
give_no > not_give not_provide not_offer not_disclose not_issue not_release without_giving without_provide withhold
    not_specify not_name not_put decline_to_give without_offer not_supply
without_give > not_give not_provide not_offer no give_no offer_no provide_no not_disclose not_specify
not_say > not_specify not_name not_identify leave_open not_attribute not_tell not_state not_disclose without_say
    without_name without_specify without_identify unspecified unnamed stop_short_of_naming
could_not_say > unable_to_say not_able_to_say not_know unclear not_clear not_determine could_not_determine
    could_not_tell unable_to_tell unable_to_determine unsure uncertain not_establish not_possible_to_say
unnamed / unknown > unidentified anonymous unspecified not_name not_identify not_specify without_name without_identify
name > identify call specify list give cite title nickname dub
announce declare > proclaim unveil make_known say report pronounce make_public inform tell publicise give_notice notify
announce > introduce present
declare > say state assert call describe pronounce
declare_closed > close shut
signal > indicate suggest hint show send_signal send_message give_sign point_to
indicate > suggest signal hint point_to say imply show
imply > suggest indicate hint
suggest > indicate imply hint propose put_forward
propose proposal > suggest put_forward offer recommend
recommend > suggest advise propose urge
advise > recommend counsel tell urge
call > describe term label brand dub characterise refer_to name regard consider deem style say speak_of denounce_as
    view classify
call / describe / term / label / characterise / present / portray / depict > say view regard speak_of
present > portray describe depict characterise frame set_out give offer interpret report cast render summarise
portray depict > describe present show
term label > call describe name
accuse > blame allege charge claim say hold_responsible fault reproach level_accusation charge_with denounce
accuse_of > allege say claim
blame > hold_responsible accuse attribute fault responsible responsibility put_down ascribe hold_accountable
    point_finger lay_blame pin say_cause cause due be_behind
attribute > ascribe put_down trace credit blame assign link pin say_cause due cause responsible responsibility origin
trace > attribute put_down link blame ascribe date_back follow see_cause connect
hold_responsible > blame responsible responsibility accuse fault hold_accountable
link > connect tie associate relate attribute
deny denial > reject dispute dismiss contest contradict disclaim say_not repudiate rebut
dispute contest > challenge question deny disagree reject contradict
dismiss > reject brush_off brush_aside wave_aside discount write_off scorn deny
dismiss > describe call
reject > refuse turn_down dismiss rebuff spurn decline oppose repudiate object not_accept not_agree disapprove deny
    say_no protest unacceptable
rule_out > exclude reject refuse preclude dismiss not_consider not_intend not_envisage say_not would_not not_plan
    no_intention insist_not out_of_question
refuse > decline reject not_agree not_accept unwilling resist would_not oppose not_consent not_want turn_down
    not_prepared balk not_ready not_willing no
unwilling reluctant > hesitant refuse not_want
no_intention > not_intend not_plan not_seek not_want not_aim no_plan no_wish no_desire
seek_no seek_not > not_seek not_want no_desire no_wish not_intend not_aim no_intention not_look_for
acknowledge > concede admit recognise accept say grant
admit > concede acknowledge say own_up
confirm > verify affirm corroborate say report
confirmed > verified official report know record register
claim > say assert maintain contend profess purport insist state allege put
argue > contend maintain say reason claim assert hold insist believe view think case position take_view take_position
    opinion suggest
argue / claim / insist / maintain / contend / say > account version position
insist > maintain assert say contend stress emphasise argue hold affirm claim
maintain > say insist assert claim argue contend hold
stress emphasise underline > highlight insist say point_out accent emphasis put_emphasis importance focus
underline > stress emphasise highlight underscore
restate > reaffirm reiterate repeat affirm say_again again state renew reassert
reaffirm > reiterate repeat restate reassert affirm say_again again renew stress pledge vow
repeat > reiterate restate say_again renew reaffirm once_more again
judge > consider assess think deem believe rate regard view find conclude reckon see opinion verdict judgment say
    evaluate assessment consider_view estimate feel
assess > judge evaluate rate consider estimate gauge believe think
believe > think consider reckon assume feel take_view opinion suspect estimate hold see be_of_view understand belief
think > believe consider reckon feel suspect assume view opinion suppose regard
suspect > believe think presume
consider > regard see view deem think believe judge look_upon treat count take find
regard see view > consider look_upon perceive treat deem judge think believe count rate take
count_as > regard consider see view know rank be_deem pass_for treat
see > perceive witness notice experience
hold_plausible > consider find deem judge believe see
find > conclude determine judge deem rule consider discover see say detect hold come_to_conclusion report identify
    come_across notice
found_probable > consider likely
conclude > find determine judge decide say infer come_to_conclusion reach_conclusion
find conclude > conclusion finding
discover > find detect uncover identify learn
detect > find identify discover notice pick_up register record
learn > hear find_out be_told be_informed inform tell news know receive_word become_aware notify
hear > learn be_told
know > aware familiar recognise understand
identify > name recognise single_out find detect
date > put place count_from set trace say_begin mark reckon give_as
decide > choose determine settle make_decision resolve opt agree set dictate
decision > choice move ruling step
choose > select pick opt decide prefer go_for
select pick > choose
intend > plan aim mean want set_out purpose seek intention design wish have_in_mind
plan > intend prepare aim arrange programme design schedule want set project envisage
aim > intend seek want goal plan hope try mean purpose wish strive target objective
seek > look_for ask_for want try aim request pursue search strive pursuit hope attempt wish
want > wish desire like seek hope intend would_like ask aim prefer
hope > wish want aspire look_forward intend plan aim
expect > anticipate foresee predict forecast believe think assume project await count_on reckon plan look_for likely
    due suppose set
expect_to be_expected > due set schedule likely plan anticipate
foresee envisage > expect anticipate plan provide_for
predict forecast > expect anticipate foresee say prediction
assume presume > believe think suppose expect
doubt > question sceptical unsure unconvinced not_sure not_believe not_think unlikely wonder express_doubt
    scepticism disbelieve doubtful dubious voice_doubt uncertain not_convinced
fear > worry concern afraid anxious apprehension dread wary suspect anxiety fearful express_fear
worry > concern anxious fear trouble unease
regret > lament deplore sorry bemoan express_regret rue mourn unfortunate disappoint
lament > regret bemoan deplore
prefer > favour rather choose want opt preference like_better would_rather
question > doubt challenge query dispute cast_doubt wonder call_into_question ask contest
ask > question inquire query want_to_know request raise_question pose call_on invite wonder seek
ask_whether ask_who > question want_to_know inquire raise_question wonder pose_question
request > ask seek ask_for call_for want appeal application apply_for behest
invite invitation > ask request call bring welcome
demand > insist call_for urge require ask request want seek press call_on appeal
urge > call_on call_for appeal exhort encourage implore plead request want push prod ask press entreat
call_on > urge ask appeal request exhort press want tell
call_for > urge demand ask request appeal want seek require plead
appeal > call ask request plead
press > urge pressure prod lean_on put_pressure exert_pressure ask call_on push try
press_into push_into > force_into try_to_get
push_for > urge press call_for seek want
order instruct > command direct tell mandate give_order issue_order instruction
order > call_for
warn warning > caution alert sound_alarm raise_alarm say advise tell
warn_of > fear risk danger predict
caution > warn
threaten > warn menace say vow threat
threaten > talk_of raise_prospect
vow pledge promise > swear commit say assure undertake guarantee word declare announce pledge_to intend plan
pledge promise > commit offer give_assurance committed
assure > promise tell reassure guarantee say
offer > propose present extend
thank > express_gratitude grateful gratitude appreciation acknowledge express_thanks give_thanks appreciate praise
praise > commend applaud laud welcome speak_highly hail
welcome > greet receive hail praise support
welcome > approve
congratulate > praise
rebuke reprimand > criticise reproach admonish scold chide censure take_to_task criticism
criticise > fault attack_verbally disapprove take_issue find_fault censure
much_criticised > criticise controversial disputed contested
condemn condemnation > denounce criticise deplore decry censure protest speak_out express_condemnation criticism reject
denounce > condemn criticise decry
protest > object complain demonstrate
complain > protest object say
object > oppose protest disagree reject
apologise apology > say_sorry express_regret
voice > express state declare convey give announce signal say air articulate pledge
express > voice state convey say declare
agree > accept consent approve settle_on reach decide arrange conclude come_to_terms commit pledge accord
agree_on agree_to > sign_up back settle conclude
as_agreed agreed > planned according_to_plan in_line_with_agreement
disagree > dispute differ object
record document register > count log note list tally report enter chronicle register catalogue
count > number tally record report estimate reckon calculate document register put_at log list give_figure add_up
count > total
tally > count number record
estimate estimated > reckon calculate put_at assess believe think approximate judge around roughly assessment
estimate > calculation figure number
put > estimate give set assess report reckon place calculate list record state
put_at > number give_figure speak_of report estimate count
calculate > work_out reckon estimate compute
measure > gauge assess
total > amount_to add_up come_to number
number > amount_to total count come_to be
comprise > include contain consist_of number list total have name make_up encompass feature
make_up > account_for constitute comprise represent compose
include > comprise contain count number list feature encompass take_in have cover incorporate
list > name enumerate include itemise cite catalogue mention record read_out set_out detail run_through
cite > quote refer_to name give invoke reference point_to rely_on draw_on source
quote > cite report
publish > release issue print put_out make_public bring_out carry post run appear come_out
release issue > publish put_out make_public bring_out
issue > give make publish release deliver
read > say
show > demonstrate depict display
footage > film recording clip show
verify > confirm check corroborate substantiate authenticate
verifiable > verify check confirm
examine > investigate look_at look_into study review inspect analyse probe scrutinise consider
review > examine look_at reassess study reconsider evaluate check survey assessment report
rest_on > based_on base draw_on rely_on founded_on use built_on
revise > update adjust amend change review modify correct new
rumour > say reportedly hearsay unconfirmed believe talk report
report > tell describe account relay inform say document note record
report > according reportedly
reported reportedly > report say according account tell hear
notify > tell inform communicate announce pass_on give_notice let_know report advise share make_known
share > pass_on tell
remember recall > remind
recall > remember
contradict > conflict contrary at_odds violate run_counter breach against inconsistent incompatible not_match not_agree
at_odds conflict_with > contradict differ
"""
