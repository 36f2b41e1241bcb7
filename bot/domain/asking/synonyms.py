"""Everyday words of crisis reporting and the words that reports use for them; nothing here belongs to one case.

People type "kids", "choppers", "OPs" and "corona"; the facts say children, helicopters, observation posts and Covid-19.
Each key is a folded word of a question, each value the words that are searched with it.
"""

from __future__ import annotations

_GROUPS: tuple[tuple[str, str], ...] = (
    ("ran fled flee uproot uprooted exodus idp idps displacing", "displaced fled"),
    ("homeless", "displaced"),
    ("kid kids minors youngsters child", "children"),
    ("baby babies infant infants toddler toddlers", "babies children"),
    ("chopper choppers heli helo copter", "helicopter"),
    ("lorry lorries", "trucks"),
    ("op ops outpost outposts", "observation posts"),
    ("corona coronavirus covid rona", "covid"),
    ("jet jets warplane warplanes plane", "aircraft"),
    ("troops soldiers soldier", "soldiers troops"),
    ("dead died deaths fatalities slain perished bodies losses toll", "killed dead"),
    ("wounded injured hurt", "wounded injured"),
    ("truce ceasefire armistice", "ceasefire truce"),
    ("pact accord deal agreement", "agreement deal"),
    ("motorway freeway", "highway"),
    ("drone drones uav uavs", "drones"),
    ("money cash dollars bucks funds", "million funding"),
    ("docs medics doctors", "doctors medical"),
    ("clinic clinics hospitals", "hospitals health facilities"),
    ("bread", "bread bakeries"),
    ("gate gates", "crossing"),
    ("veto vetoed vetoes", "veto"),
    ("mod", "defence ministry"),
    ("fm", "foreign minister"),
    ("pm", "prime minister"),
    ("mp mps", "deputy lawmaker"),
    ("govt gov", "government"),
    ("secgen unsg", "secretary general"),
    ("unsc", "security council"),
    ("merc mercs mercenary", "fighters"),
    ("boss chief head", "head director"),
    ("envoy", "representative envoy"),
    ("wage wages pay paid salary salaries", "salaries paid"),
    ("kms km kilometers kilometres", "km"),
    ("nw", "north-west northwest"),
    ("taken took take captured capture captures seized seize retook retaken recaptured recapture", "captured"),
    ("1st", "first"),
    ("2nd", "second"),
    ("3rd", "third"),
    ("4th", "fourth"),
    ("5th", "fifth"),
)

SYNONYMS: dict[str, tuple[str, ...]] = {key: tuple(values.split()) for keys, values in _GROUPS for key in keys.split()}
"""The words of reports for an everyday word, the best first."""

_DEMONYMS = {
    "turkey": "turk turks turkish turkiye",
    "russia": "russian russians russkies",
    "syria": "syrian syrians",
    "iran": "iranian iranians",
    "greece": "greek greeks",
    "germany": "german germans",
    "france": "french",
    "china": "chinese",
    "israel": "israeli israelis",
    "united kingdom": "british brits",
    "libya": "libyan libyans",
    "ukraine": "ukrainian ukrainians",
    "egypt": "egyptian egyptians",
    "cyprus": "cypriot cypriots",
    "italy": "italian italians",
    "lebanon": "lebanese",
    "iraq": "iraqi iraqis",
    "jordan": "jordanian jordanians",
    "qatar": "qatari qataris",
    "belgium": "belgian belgians",
}
DEMONYMS: dict[str, str] = {demonym: state for state, group in _DEMONYMS.items() for demonym in group.split()}
"""What the people and things of a state are called, and the folded name of the state."""

_SLIPS = {
    "how": "haw hw",
    "many": "meny mny",
    "when": "wen whn",
    "what": "wot wat wht",
    "which": "wich whch",
    "who": "hoo",
    "where": "wher whre",
    "why": "wy",
    "the": "teh",
    "their": "thier",
    "people": "ppl",
    "reason": "reson",
    "because": "becuase",
}
SLIPS: dict[str, str] = {slip: word for word, slips in _SLIPS.items() for slip in slips.split()}
"""Misspelt question words; names and other words are mended against the index instead."""
