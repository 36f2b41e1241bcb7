"""A model may rephrase, but brings in no word that the fact does not carry."""

from __future__ import annotations

import pytest

from bot.domain.asking.names import Gazetteer
from bot.domain.facts import Entity
from bot.domain.grounding.premise import Premise
from bot.domain.grounding.tokens import read, root
from bot.domain.grounding.words.thesaurus import tellable, told_for
from bot.domain.grounding.words.vocabulary import faults
from tests.samples import fact

NAMES = Gazetteer.build(
    [
        Entity(name="Saraqib", kind="place", description="Town on the M5 that rebels held for years."),
        Entity(name="Syria", kind="state"),
    ]
)


def unknown(statement: str, sentence: str) -> list[str]:
    premise = Premise.of(fact("x-2020-02-12/1", statement, "2020-02-12"))
    return [sentence[f.start : f.end] for f in faults(read(sentence), premise, NAMES)]


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("A rocket attack killed soldiers.", "Soldiers died in a rocket attack."),
        ("A rocket attack killed soldiers.", "Soldiers lost their lives in the attack."),
        ("Civilians were displaced.", "People were driven from their homes."),
        ("Government forces retook the town.", "Government forces recaptured the town."),
        ("Rebels took the town back.", "Rebels recaptured the town."),
        ("Rebels pulled out of the town.", "Rebels withdrew from the town."),
        ("The truce took effect.", "The ceasefire came into force."),
        ("The hospital had to suspend services.", "The hospital stopped working."),
        ("Prices hit new highs.", "Prices reached record highs."),
        ("The displacement of families went on.", "Families continued to be displaced."),
        ("The breach was flagrant.", "It was flagrantly breached."),
        ("An unknown number of soldiers died.", "An undetermined number of soldiers died."),
        ("The vast majority fled north-west Syria.", "Most fled northwest Syria."),
        ("A cease-fire was signed.", "A ceasefire was signed."),
        ("A ground offensive began.", "A land offensive began."),
        ("Reinforcements arrived.", "Additional troops arrived."),
        ("The earthquake left thousands under the rubble.", "The quake left thousands under debris."),
        ("Rain caused a power cut.", "Rain caused a power outage."),
        ("They met in order to end the fighting.", "They met to end hostilities."),
    ],
)
def test_the_same_may_be_said_in_other_words(statement: str, sentence: str) -> None:
    """Synonyms, phrases, derived words and more general ones pass."""
    assert unknown(statement, sentence) == []


@pytest.mark.parametrize("word", ["brutal", "massive", "unprecedented", "crucial", "tragically", "historic"])
def test_no_adjective_is_added(word: str) -> None:
    """A single word of judgement is a fault, and the only one."""
    assert unknown("A rocket attack killed soldiers.", f"A {word} rocket attack killed soldiers.") == [word]


@pytest.mark.parametrize(
    ("statement", "sentence", "word"),
    [
        ("People fled the town.", "Children fled the town.", "Children"),
        ("An attack hit the hospital.", "An airstrike hit the hospital.", "airstrike"),
        ("Rebels captured the town.", "Rebels liberated the town.", "liberated"),
        ("The attack began.", "The invasion began.", "invasion"),
        ("Soldiers were killed.", "Soldiers were massacred.", "massacred"),
        ("The base was damaged.", "The base was destroyed.", "destroyed"),
        ("The base was hit.", "The hospital was hit.", "hospital"),
    ],
)
def test_nothing_stronger_or_more_special(statement: str, sentence: str, word: str) -> None:
    """General may stand for special, not the other way round; nor may a stronger word."""
    assert unknown(statement, sentence) == [word]


def test_no_superlative_is_brought_in() -> None:
    """A large camp is not the largest, though the root is the same."""
    assert unknown("A large camp was hit.", "The largest camp was hit.") == ["largest"]
    assert unknown("The largest camp was hit.", "A large camp was hit.") == []


def test_a_thing_may_be_called_what_it_is() -> None:
    """What a fact names may be called by its kind and what the case says it is, but not by what it went through."""
    assert unknown("Shells hit Saraqib in Syria.", "Shells hit the town in the country.") == []
    assert unknown("Shells hit Saraqib in Syria.", "Shells hit the town held in the country.") == ["held"]


OPPOSITES = """
leave stay / leave remain / rise fall / increase decrease / open close / enter leave / arrive depart / win lose /
capture lose / kill wound / support oppose / accept reject / allow prevent / begin end / start stop / continue stop /
north south / east west / attack defend / high low / inside outside / strengthen weaken / advance retreat /
advance withdraw / give take / bring take / come leave / war peace / truce fighting / ally enemy / civilian soldier /
deny confirm / adopt reject / renew expire / protect attack / true false / legal illegal / buy sell / return flee /
double halve / full empty / success failure / free occupy / capture liberate / push pull / man woman / girl boy /
large small / major minor / strong weak / fast slow / near far / new old / many few / hot cold / calm tense /
stable volatile / internal external / international internal / foreign domestic / formal informal / known unknown /
occasional constant / temporary permanent / voluntary forced / joint separate / sufficient insufficient /
positive negative / moderate radical / safe dangerous / hostile friendly / pro anti / government rebel /
government opposition / military civilian / legitimate illegal / shortage surplus / poor rich / young old /
maximum minimum / urban rural / private public / baseless founded / voter candidate / flood drought / alive dead
"""
STRONGER = """
said confirmed / claimed confirmed / said admitted / reported proved / attack invasion / kill massacre / kill murder /
damage destroy / hit destroy / attack kill / surround capture / enter capture / threaten attack / urge demand /
ask demand / warn threaten / condemn sanction / negotiate agree / people children / place town / rebel terrorist /
militant terrorist / government regime / fear expect / clash war / limit ban / accuse convict / bring capture /
support control / ceasefire peace / operation attack / some most / several most / nearly all / most all /
plausible probable / likely certain / near surround / presence occupation / group terrorist / administration regime /
outbreak epidemic / epidemic pandemic / hunger famine / missing dead / suspect confirm / case death /
prisoner hostage / displaced refugee / entity company / weapon tank / aircraft jet / crisis war / damage ruin /
report prove / reported known / unknown zero / violation atrocity / protest riot / delay cancel / storm hurricane /
area stronghold / level flatten / new unprecedented / large huge / pledge pay / vote election
"""


OPPOSITE_VERBS = """
advance flee / agree refuse / agree disagree / ally opponent / allow ban / allow block / appoint dismiss /
arrest release / arrest free / arrive leave / ask answer / attack protect / back oppose / before after /
begin expire / begin halt / begin finish / block open / break keep / break honour / build destroy / build demolish /
buy sell / capture abandon / capture cede / capture free / capture release / cause prevent / cause avert /
close reopen / condemn welcome / condemn praise / condemn endorse / confirm refute / connect separate / connect cut /
continue cease / continue suspend / create destroy / cross avoid / criticise praise / damage repair / decline rise /
defend storm / demand offer / deny admit / deny claim / deny allege / deploy withdraw / deploy remove /
destroy build / destroy protect / destroy rebuild / detain release / die survive / die live / disarm arm /
dismiss accept / displace resettle / displace return / divide unite / down launch / drop increase / drop gain /
ease worsen / ease tighten / embolden discourage / enable prevent / encircle relieve / end launch / end resume /
enter flee / enter withdraw / escalate calm / escalate ease / evacuate enter / exclude include / expand shrink /
expel admit / expire extend / export import / extend cut / fail succeed / fail pass / fail win / fall climb /
fall soar / fear hope / fight cooperate / find lose / find miss / flee stay / flee remain / flee arrive /
follow precede / forbid permit / force allow / free besiege / gain lose / gain fall / give refuse / give withhold /
guilty innocent / halt resume / halt continue / help hinder / help harm / hide show / hire sack / hit miss /
hold lose / hold release / hold yield / honour breach / honour violate / host expel / host displace / ignore heed /
impose lift / improve worsen / include omit / increase reduce / increase fall / infect recover / intensify ease /
intensify decrease / invite expel / join leave / join quit / keep abandon / keep drop / kill spare / kill rescue /
kill save / launch halt / launch end / launch stop / lead follow / leave arrive / leave enter / leave return /
lift impose / lift sink / link cut / lose retake / lose regain / lose hold / lose keep / lower increase /
maintain drop / maintain end / many few / most few / negotiate fight / obey defy / occupy leave / offer demand /
open shut / oppose endorse / oppose approve / pass fail / pass reject / pay owe / permit prohibit / postpone hold /
praise rebuke / praise condemn / prevent allow / prevent cause / progress retreat / prohibit permit / promise refuse /
promise deny / protect harm / protect endanger / provoke prevent / publish withhold / punish reward / ratify annul /
reach miss / reach leave / recapture lose / recede rise / recover die / recover lose / reduce raise /
reduce increase / refuse accept / refuse agree / refuse permit / regain cede / reinforce withdraw / reject accept /
reject adopt / reject approve / reject back / release seize / relocate keep / remain flee / remain leave /
remove add / remove keep / remove impose / renew end / renew lapse / reopen close / reopen shut / repel admit /
rescue kill / resign stay / resist surrender / resist yield / respect breach / respect violate / restore destroy /
resume halt / resume suspend / resume end / retake lose / retreat push / retreat advance / return leave /
return displace / rise drop / rise sink / save kill / seize lose / seize cede / send withdraw / send recall /
separate join / separate merge / settle displace / shelter displace / shelter expel / shorten extend / shrink grow /
sign annul / sink rise / speak listen / spread contain / stabilise destabilise / start cease / start finish /
start halt / stay flee / stop continue / stop resume / stop launch / stop begin / strengthen undermine /
strengthen erode / suffer inflict / support reject / support criticise / support undermine / support fight /
surge plunge / surge slump / surrender resist / survive die / survive perish / suspend resume / suspend continue /
sustain end / thank blame / thank condemn / threaten protect / threaten reassure / tighten loosen / tighten ease /
tighten relax / topple install / unite divide / unveil hide / uphold overturn / uproot settle / urge discourage /
vaccinate infect / veto adopt / veto pass / veto approve / violate honour / violate respect / vow refuse /
warn reassure / weaken boost / welcome condemn / welcome reject / widen narrow / win fail / withdraw enter /
withdraw deploy / withdraw remain / withdraw seize / withstand succumb / worsen improve / wound heal / wound kill /
yield resist
"""
STRONGER_VERBS = """
accuse prove / accuse sentence / affect destroy / agree sign / agree ratify / aim achieve / aim succeed /
allege prove / allege find / approach reach / approach enter / arrest convict / arrest charge / ask order /
ask force / ask urge / attack capture / attack destroy / attack storm / attack damage / attempt succeed /
attempt manage / believe know / besiege capture / block veto / bomb destroy / charge convict / claim show /
claim prove / clash massacre / close evacuate / close destroy / condemn punish / consider decide / criticise condemn /
criticise accuse / cross invade / cut capture / damage wreck / damage flatten / deal peace / deploy attack /
detain jail / detain convict / displace kill / doubt deny / doubt reject / doubt dismiss / encircle besiege /
encircle take / enter seize / enter invade / enter occupy / enter take / estimate confirm / expect agree /
fail refuse / fear know / fight win / fire hit / fire kill / flee die / flood drown / gather protest / gather attack /
help arm / hit kill / hit wreck / hit down / hope expect / hurt kill / infect die / infect kill / injure kill /
intend begin / intend do / invite demand / judge know / kill execute / kill assassinate / lead win / limit prohibit /
limit stop / list convict / meet agree / mention accuse / monitor control / move flee / move attack / move invade /
negotiate sign / negotiate conclude / note warn / note complain / offer give / offer provide / operate attack /
oppose veto / oppose block / patrol control / plan begin / plan launch / plan start / pledge deliver / pledge pay /
pledge provide / press force / press compel / prepare launch / prepare attack / prepare begin / promise deliver /
propose adopt / propose decide / propose agree / protest riot / question deny / question reject / raid seize /
reach enter / record cause / reduce end / reduce stop / refuse condemn / regret apologise / repel destroy /
report reveal / report confirm / request demand / request order / retreat surrender / risk cause / risk suffer /
rumour confirm / rumour know / said revealed / said warned / said threatened / said complained / said demanded /
said denied / said accused / said vowed / said promised / said agreed / said ordered / say know / say urge /
say condemn / say apologise / search find / see cause / seek obtain / seek gain / seek win / seek achieve /
shell destroy / shell flatten / shell kill / shoot kill / shoot wound / shoot hit / slow stop / speak agree /
speak negotiate / strike kill / strike destroy / suggest know / support command / support join / support arm /
surround storm / surround seize / surround take / suspect know / suspect convict / suspend abolish / suspend cancel /
suspend terminate / target kill / target destroy / tell order / test infect / think know / threaten punish /
try succeed / urge force / urge order / visit agree / vote pass / vote adopt / vote approve / vote win / vote reject /
vow begin / warn demand / wish decide / withdraw flee / withdraw surrender / wound shoot / wound attack /
resist repel / flood submerge / storm hurricane / rain flood / case death / ill die / protest clash /
candidate winner / suspect guilty / trial guilty / quake collapse / shake collapse / trap kill / miss die /
strand drown
"""


PERSONS = [g.split() for g in (
    "soldier troop", "civilian", "rebel fighter militant", "official", "child", "woman", "refugee displaced",
    "journalist", "doctor",
)]  # fmt: skip


@pytest.mark.parametrize(("group", "others"), [(g, [w for o in PERSONS if o is not g for w in o]) for g in PERSONS])
def test_no_group_of_persons_stands_for_another(group: list[str], others: list[str]) -> None:
    """Soldiers, civilians, rebels, officials, women, children and the displaced are never told for one another."""
    assert not [(w, o) for w in group for o in others if root(o) in told_for(root(w))]


def test_who_lives_in_a_village_is_none() -> None:
    """What a village may be called says nothing of people."""
    assert unknown("Soldiers died near the village.", "Civilians died near the village.") == ["Civilians"]
    assert unknown("Villagers fled the shelling.", "Residents fled the shelling.") == []


@pytest.mark.parametrize(
    ("statement", "sentence", "words"),
    [
        (
            "Facilities had to suspend services in Syria because of fighting.",
            "The war in Syria ended.",
            {"war", "ended"},
        ),
        ("People in Idlib were staying in tents.", "Aid came to Idlib.", {"Aid"}),
        ("The Turkish-backed front left Idlib.", "The aid left Idlib.", {"aid"}),
        ("Ten fled, according to OCHA.", "Ten reached OCHA.", {"reached"}),
    ],
)
def test_a_chain_of_likenesses_carries_nothing(statement: str, sentence: str, words: set[str]) -> None:
    """Neither fighting is the war, nor to suspend to end, nor are tents or backing aid, nor is accordance an accord."""
    assert set(unknown(statement, sentence)) == words


@pytest.mark.parametrize("pair", [p for table in (OPPOSITES, STRONGER) for p in table.split("/")])
def test_the_thesaurus_has_no_opposites_and_nothing_stronger(pair: str) -> None:
    """No word may be told for its opposite, and none for one that claims less."""
    first, second = (root(w) for w in pair.split())
    assert second not in told_for(first)


@pytest.mark.parametrize("pair", OPPOSITES.split("/"))
def test_opposites_are_none_the_other_way_round_either(pair: str) -> None:
    """An opposite is one from either side."""
    first, second = (root(w) for w in pair.split())
    assert first not in told_for(second)


def test_a_verb_is_met_apart_from_its_particle() -> None:
    """To take the town back is to take back."""
    assert root("recapture") in tellable(read("They took the town back."))


@pytest.mark.parametrize("pair", OPPOSITE_VERBS.split("/"))
def test_no_verb_stands_for_its_opposite(pair: str) -> None:
    """What is done is not told as what undoes it, from either side."""
    first, second = (root(w) for w in pair.split())
    assert second not in told_for(first)
    assert first not in told_for(second)


@pytest.mark.parametrize("pair", STRONGER_VERBS.split("/"))
def test_no_verb_stands_for_a_stronger_one(pair: str) -> None:
    """What was tried, said or begun is not told as done, and no act as its outcome."""
    weak, strong = (root(w) for w in pair.split())
    assert strong not in told_for(weak)


def test_a_particle_may_stand_apart_in_either_text() -> None:
    """To drive somebody back is to drive back, in the fact and in the sentence."""
    assert unknown("Rebels were repelled.", "The army drove the rebels back.") == ["army"]
    assert unknown("Rebels drove the army back.", "Rebels repelled the army.") == []
