"""The words that rules exchange: for others that mean the same, for opposites, and for ones that say more."""

from __future__ import annotations

import re

_VERBS = (
    "killed|struck|hit|encircled|surrounded|shelled|downed|shot down|captured|took|retook|destroyed|attacked|besieged|"
    "vetoed|blocked|condemned|bombed|wounded|injured|disabled|seized|urged|thanked|rebuked"
)
_REPORTING = (
    "said|says|that|when|which|who|was|were|had|has|have|is|counted|recorded|claimed|put|documented|confirmed|told|having|"
    "duty|killed|kept"
)
ACTIVE = re.compile(
    rf"(?P<subject>(?!According|After|In |On |By |From |Under )[A-Z](?:(?!\b(?:{_REPORTING})\b)"
    rf"[^,;]){{3,70}}?)(?<! the)(?<! a)(?<! and) (?P<verb>{_VERBS})"
    r" (?P<object>(?!and |or |near |in |on |over |across |place|full effect|their |his |its )"
    r"(?:(?! and | from | near | in | on | at | to | after | over | during | with | west | between )[^,;.]){5,90})"
    r"(?P<rest>(?:(?: in| on| at| near| after| over| during| west| between| outside)\b[^;]*)?\.)"
)
"""A plain sentence: who did what to whom, then where and when."""

SYNONYMS = (
    ("soldiers", "troops"),
    ("troops", "soldiers"),
    ("wounded", "injured"),
    ("injured", "wounded"),
    ("shot down", "downed"),
    ("downed", "brought down"),
    ("air strikes", "airstrikes"),
    ("air strike", "airstrike"),
    ("encircled", "surrounded"),
    ("surrounded", "encircled"),
    ("ceasefire", "truce"),
    ("highway", "motorway"),
    ("agreement", "deal"),
    (r"said(?= that| on)", "stated"),
    ("talks", "negotiations"),
    ("began", "started"),
    ("fled their homes", "were displaced"),
    ("had fled", "had been displaced"),
    ("displaced", "uprooted"),
    ("helicopter", "aircraft"),
    (r"claimed(?= that| on [^,]+ that)", "said"),
    ("vowed", "pledged"),
    (r"demanded(?= an? | the )", "called for"),
    ("were killed", "died"),
    ("had been killed", "had died"),
    ("closed", "shut"),
    ("captured", "taken"),
    ("Covid-19", "coronavirus"),
    ("trucks", "lorries"),
    ("medical facilities", "health facilities"),
    ("humanitarian assistance", "humanitarian aid"),
    ("needed humanitarian aid", "were in need of humanitarian aid"),
    ("envoy", "representative"),
    ("expired", "ran out"),
    (r"announced(?= that| on [^,]+ that|[.])", "said"),
    (r"insisted(?= that| on [^,]+ that)", "said"),
    (r"warned(?= that| on [^,]+ that)", "said"),
    (r"argued(?= that| on [^,]+ that|[.])", "said"),
    (r"reported(?=[.]| on [^,]+[.])", "said"),
    ("by phone", "over the telephone"),
    (r"refused(?= to)", "declined"),
    ("immediately", "at once"),
    ("completed", "finished"),
    ("halt", "stop"),
    ("as well as", "and"),
)
"""A word or phrase, and one that means the same or less."""

OPPOSITES = tuple(
    (a, b)
    for pair in (
        "rose/fell", "before/after", "north/south", "east/west", "north-west/south-east", "northern/southern",
        "western/eastern", "more/fewer", "more/less", "first/last", "highest/lowest", "largest/smallest",
        "entered/left", "opened/closed", "open/closed", "began/ended", "intensified/eased", "gained/lost",
        "win back/lose", "taken/lost", "took/lost", "captured/lost", "retook/lost", "seized/gave up", "support/oppose",
        "supported/opposed", "for/against", "in favour/against", "since/until", "toward/away from",
        "towards/away from", "into/out of", "backed/opposed", "worst/best", "escalation/de-escalation",
        "advance/retreat", "advanced/retreated", "renewed/ended", "resumed/broke off", "signed/cancelled",
        "accepted/rejected", "higher/lower", "record low/record high", "rising/falling", "driving up/driving down",
        "return/flight", "returned/fled", "fled/returned", "crossed from Turkey/crossed into Turkey",
        "from Turkey into/into Turkey from", "behind/in front of", "outside/inside", "voluntary/forced",
        "safe/dangerous", "friendly/hostile", "pro-government/anti-government", "pro-opposition/anti-opposition",
        "rebel-held/government-held", "government-held/rebel-held", "condemned/praised", "accused/cleared",
        "thanked/blamed", "praised/condemned", "increasingly/less and less", "kept open/closed", "strengthen/weaken",
        "stabilise/destabilise", "worse/better", "success/failure", "failed/succeeded", "met/missed", "start/end",
        "beginning/end", "early/late", "late/early", "lowest/highest", "minimum/maximum", "most/least",
        "rejected/accepted", "stopped/resumed", "halt/continue", "stop/continue", "prevented/allowed",
        "slows/speeds up", "arrived in/left", "joined/left", "partners/rivals", "rivals/partners", "calm/tense",
        "enemies/allies", "allies/enemies", "positive/negative", "negative/positive", "import/export",
        "unwanted/wanted", "full/empty", "empty/full", "bring in/take out", "bringing in/taking out",
        "push back/let through", "retreat/advance", "over/under", "above/below", "upheld/broke", "tightened/loosened",
        "heavy/light", "increase/decrease", "doubled/halved", "deployed/withdrew", "attacking/defending",
    )
    for a, _, b in (pair.partition("/"),)
)  # fmt: skip
"""A word, and its opposite; only the first is exchanged for the second."""

STRONGER = tuple(
    (a, b)
    for pair in (
        "said/confirmed", "said/proved", "said/revealed", "said/admitted", "said/acknowledged", "said/showed",
        "claimed/confirmed", "claimed/proved", "claimed/established", "alleged/confirmed", "alleged/demonstrated",
        "argued/proved", "argued/showed", "insisted/proved", "reported/confirmed", "reported/established",
        "warned/confirmed", "believed/knew", "expected/knew", "thought/confirmed", "doubted/ruled out",
        "judged/proved", "may have/have", "may amount/amount", "may be/is", "could/will", "might/will",
        "was possible/was certain", "possible/certain", "possibly with/with", "probable/certain",
        "highly probable/certain", "plausible/proven", "likely to have/certain to have",
        "both likely to have/both known to have", "risked growing/grew", "risked losing/lost", "risked/caused",
        "would hit/hit", "would drive/drove", "would free/freed", "would move/moved", "would act/acted",
        "would take/took", "would break/broke", "would keep up/kept up", "would travel/travelled",
        "vowed to strike/struck", "vowed to shoot/proceeded to shoot", "vowed to go on/went on",
        "threatened to push/went ahead and pushed", "were to begin/began", "was to expire/expired",
        "was due to lapse/lapsed", "was due in/was in", "were due to meet/met", "had to leave/left",
        "was to resume/resumed", "must stop/stopped", "were to be out/were out", "tried to/managed to",
        "tried again/managed", "intended to/did", "hoped in/planned in", "hoped to/was about to", "wanted to/did",
        "wants/has ordered", "urged/ordered", "urged/forced", "demanded/secured", "called on/ordered",
        "called on/compelled", "asked/ordered", "accused/convicted", "reportedly/certainly",
        "were reported hit/were hit", "were reported killed/were killed", "were reported to have died/died",
        "was reported/was proven", "were reported to be/were", "some/all", "most/all", "many/all", "several/dozens of",
        "nearly all/all", "nearly empty/completely empty", "part of/all of", "killed/massacred", "killed/slaughtered",
        "killed/murdered", "died/were executed", "attacks/massacres", "attack/invasion", "offensive/invasion",
        "shelling/carpet bombing", "displaced/expelled", "fled/were deported", "took/liberated", "captured/liberated",
        "retook/liberated", "militants/terrorists", "rebels/terrorists", "condemned/banned", "clashes/full-scale war",
        "fighting/all-out war", "tension/war", "damaged/destroyed", "badly damaged/destroyed",
        "criticised/outlawed", "was rumoured/was confirmed", "spoke of/confirmed", "linked to/part of",
        "held it plausible/established", "aimed at/succeeded in killing", "for profiting/convicted of profiting",
        "regretted/deplored in the strongest terms", "warm/cordial", "was feared/was certain",
        "ready to mediate/already mediating", "expected to take/certain to take", "concern/panic",
        "relatively calm/completely calm", "mainly/only", "largely/solely", "at risk/doomed",
    )
    for a, _, b in (pair.partition("/"),)
)  # fmt: skip
"""A word or phrase, and one that claims more."""

UNITS = {
    "people": ("families", "children", "soldiers", "households"),
    "civilians": ("soldiers", "rebels", "families", "children"),
    "soldiers": ("civilians", "policemen", "generals"),
    "troops": ("civilians", "policemen", "vehicles"),
    "servicemen": ("civilians", "generals"),
    "children": ("women", "men", "infants"),
    "women": ("children", "men"),
    "teachers": ("doctors", "pupils"),
    "pupils": ("teachers", "schools"),
    "schools": ("hospitals", "mosques"),
    "health facilities": ("schools", "doctors"),
    "medical facilities": ("schools", "mosques"),
    "educational facilities": ("hospitals", "mosques"),
    "hospitals": ("schools", "clinics"),
    "villages": ("cities", "districts"),
    "communities": ("cities", "provinces"),
    "tanks": ("helicopters", "drones"),
    "helicopters": ("jets", "drones"),
    "drones": ("jets", "helicopters"),
    "jets": ("tanks", "helicopters"),
    "trucks": ("flights", "ships"),
    "vehicles": ("aircraft", "tanks"),
    "observation posts": ("air bases", "checkpoints"),
    "attacks": ("deaths", "air strikes"),
    "targets": ("soldiers", "villages"),
    "percent": ("million", "thousand"),
    "per cent": ("thousand", "million"),
    "US dollars": ("euros", "Turkish liras"),
    "euros": ("US dollars", "Turkish liras"),
    "million": ("percent",),
    "kilometres": ("miles", "metres"),
    "km": ("miles", "metres"),
    "days": ("weeks", "months", "hours"),
    "weeks": ("months", "days"),
    "months": ("weeks", "years"),
    "years": ("months", "decades"),
    "hours": ("minutes", "days"),
    "votes": ("vetoes", "abstentions"),
    "abstentions": ("vetoes", "votes"),
    "ventilators": ("beds", "ambulances"),
    "beds": ("wards", "ventilators"),
    "samples": ("patients", "deaths"),
    "patients": ("doctors", "deaths"),
    "cases": ("deaths", "hospitals"),
    "infections": ("deaths", "recoveries"),
    "deaths": ("infections", "injuries"),
    "refugees": ("families", "soldiers"),
    "migrants": ("families", "refugees"),
    "persons": ("companies", "ministers"),
    "entities": ("persons", "ministries"),
    "interviews": ("videos", "visits"),
    "patrols": ("convoys", "raids"),
    "doctors": ("nurses", "patients"),
    "pilots": ("soldiers", "doctors"),
    "fighters": ("civilians", "commanders"),
    "crossings": ("airports", "hospitals"),
    "incidents": ("deaths", "prisoners"),
    "businessmen": ("ministers", "generals"),
    "companies": ("ministries", "banks"),
    "protesters": ("soldiers", "policemen"),
}
"""What is counted, and things of which the same number would be another claim."""
