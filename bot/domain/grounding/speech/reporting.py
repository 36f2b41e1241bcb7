"""Words with which sentences report what somebody says, by how much of it they vouch for."""

from __future__ import annotations

from bot.domain.grounding.tokens import root


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


NEUTRAL = _words(
    """
    said says saying told tells telling stated stating reported reporting according wrote writes writing announced
    announces announcing declared declares declaring added adding adds described describes describing mentioned mentions
    commented remarked cited citing quoted tweeted testified expressed voiced explained noted noting relayed informed
    informs informing
    """
)
"""Forms that vouch for nothing: they may stand for any other reporting word."""
DOUBTING = _words(
    """
    claimed claims claiming claim alleged alleges alleging allege allegation allegations allegedly purported purportedly
    supposedly supposed ostensibly so-called unverified unconfirmed questionable dubious
    """
)
"""Forms that put in doubt what is said."""
INSISTING = _words(
    """
    asserted asserts asserting contended contends contending maintained maintains maintaining insisted insists insisting
    argued argues arguing
    """
)
"""Forms that tell of a dispute."""
OPPOSING = _words(
    """
    accused accuses accusing blamed blames blaming denied denies denying rejected rejects rejecting dismissed dismisses
    dismissing ruled disputed disputes disputing
    """
)
"""Forms of what is said against somebody or something."""
_FACTIVE = (
    "confirmed confirms confirming confirm confirmation verified verifies verify verifying verification",
    "proved proves proven proving prove proof",
    "revealed reveals revealing disclosed discloses disclosing exposed exposes uncovered unveiled",
    "showed shows show shown showing demonstrated demonstrates demonstrating",
    "admitted admits admitting acknowledged acknowledges acknowledging conceded concedes conceding recognised",
    "established establishes establishing ascertained ascertains ascertaining",
    "determined determines determining found finds finding discovered discovers discovering",
    "realised realized learned learnt",
)
FACTIVE: dict[str, int] = {word: number for number, group in enumerate(_FACTIVE) for word in group.split()}
"""Forms that vouch for what is said, by group of those that mean the same."""
FINDING = FACTIVE["found"]
"""The group of those that a verdict carries: who concluded found it."""
SPEECH = (
    _words(
        """
        warned warns warning counted estimated judged judges believed believes thought thinks considered considers
        regarded regards feared hoped expected expects doubted doubts found finds concluded concludes suggested suggests
        predicted predicts vowed vowing promised promising threatened threatening pledged pledging urged urges urging
        demanded demanding asked asking appealed condemned condemning criticised criticized denounced rebuked praised
        thanked proposed complained attributed recorded documented tallied stressed stressing emphasised emphasized
        underlined underscored reaffirmed reiterated repeated recalled responded replied cautioned signalled signaled
        called calling charged charges ascribed ascribes branded labelled labeled termed
        characterised characterized portrayed restated indicated indicates regretted assessed reckoned put held saw
        dates spoke observed observes observing registered registers emphasise emphasises emphasising emphasize
        emphasizes emphasizing argue accuse named
        """
    )
    | INSISTING
    | OPPOSING
)
"""Forms of other verbs of speech and opinion; whoever is their subject holds what follows."""
LOOSE = _words(
    """
    put held saw seen found finds called calling concluded asked demanded counted recorded documented established
    establishes establishing showed shows shown showing demonstrated confirmed confirms exposed exposes uncovered
    recognised recognized learned learnt proven proved verified tallied dates quoted cited described expected feared
    hoped regarded considered believed thought judged assessed attributed maintained maintains maintaining recalled
    signalled signaled indicated expressed voiced spoke praised thanked promised threatened pledged ruled rejected
    dismissed
    proposed urged condemned assured assures describing repeated reiterated hoping fearing expecting believing
    announcing observed observing registered registers named determined determines determining discovered discovers
    discovering finding ascertained ascertains ascertaining
    """
)
"""Those of these forms that often say nothing of speech; another subject than the speaker may have them."""
VERBS = NEUTRAL | SPEECH | LOOSE | (_words("claimed claims claiming alleged alleges alleging") | frozenset(FACTIVE))
"""Forms that somebody is the subject of when they are verbs."""
STANCES = _words(
    """
    expect expects expected expecting believe believes believed believing think thinks thought fear fears feared hope
    hopes hoped want wants wanted prefer prefers preferred doubt doubts doubted regret regrets regretted
    """
)
"""Forms that tell what somebody has in mind, not that he said it."""
UNNAMED = _words("reportedly allegedly apparently purportedly supposedly")
"""Words that report without saying who does."""
ACCOUNTS = _words(
    """
    count estimate estimates tally account accounts figures reckoning data assessment view words statement claim claims
    warning warnings announcement report reports thanks condemnation accusation accusations allegation allegations
    denial promise pledge vow threat demand demands call appeal criticism opinion judgment judgement analysis finding
    findings belief complaint fear fears hope hopes expectation expectations eyes summary description assertion numbers
    remarks comments
    """
)
"""Nouns for what somebody says: by his count, in a statement by him."""
AIMED = _words(
    """
    condemnation accusation accusations allegation allegations criticism fear fears hope hopes denial thanks warning
    warnings threat demand demands promise pledge vow call appeal expectation
    """
)
"""Those of them that name behind `of` not who says it but what is said."""
ISSUED = _words("published released issued made given set put out quoted cited dated adopted presented signed")
"""Words beside such a noun that tell nobody: in a statement published on Monday."""
NO_SPEECH = {
    "claim": _words("life lives responsibility credit victory"),
}
"""Words after the root of a verb with which it says nothing of speech: claimed the lives of."""
COUNTS = ACCOUNTS | _words("toll number total population death")
"""Words for what somebody may give or put at a number."""
NEUTRAL_ROOTS = frozenset(map(root, NEUTRAL))
DOUBTING_ROOTS = frozenset(map(root, DOUBTING))
FACTIVE_ROOTS = frozenset(map(root, FACTIVE))
