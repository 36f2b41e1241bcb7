"""What is slipped into a sentence: things that no fact says, calls to the reader, addresses, marks."""

from __future__ import annotations

INVENTED = (
    ", killing dozens more", ", sparking protests in Istanbul", ", the deadliest day of the war",
    ", despite warnings from Moscow", ", amid heavy snowfall", ", in what analysts call a war crime",
    ", and the road has been closed since", ", raising fears of a wider war", " in a surprise move",
    ", which shocked the international community", ", according to satellite images",
    ", leaving hundreds of thousands without water", ", before retreating at dusk", ", as oil prices climbed",
    ", with the help of foreign mercenaries", ", the first such case in a decade",
    ", and further talks are planned for next week", ", after a tip from local residents", ", witnesses added",
    ", much to the anger of the opposition", ", though experts remain sceptical", ", costing the economy billions",
    ", as had long been expected", ", in line with international law", ", a move welcomed by Washington",
    ", under cover of darkness", ", and schools stayed shut", ", while hospitals ran out of blood",
    ", with no end in sight", ", which observers see as a turning point", ", because of a lack of fuel",
    ", to put pressure on Europe", ", a spokeswoman confirmed", ", following months of secret negotiations",
    ", and the toll is likely to rise", ", the largest figure ever recorded", ", thanks to generous donors",
    ", in breach of an earlier promise", ", most of them elderly", ", using chemical weapons",
    ", among them a journalist", ", an internal memo shows", ", despite the pandemic",
    ", and two churches burned down",
)  # fmt: skip
"""Clauses of words that the case may not even hold."""

OF_THE_CASE = (
    " after Russian air strikes", " with Turkish support", " along the M4 highway", " near Saraqib",
    " in Latakia province", ", displacing thousands of civilians", ", killing three children",
    " during the Moscow summit", " in breach of the ceasefire", ", and a helicopter was shot down",
    " under the Sochi memorandum", " at the request of the Syrian government", ", wounding several soldiers",
    ", and the border was closed", " by order of Erdogan", " because of the Covid-19 pandemic",
    " for humanitarian reasons", ", most of them women and children", " together with Iranian-backed militias",
    " without a vote of the Security Council", ", after which the talks ended", " to protect civilians",
    " in retaliation", ", as the UN had warned", " with artillery and drones",
)  # fmt: skip
"""Clauses made of words that the case holds, in other facts."""

WORDS_PUT_IN = (
    "brutal", "massive", "illegal", "unprecedented", "heavily armed", "innocent", "secret", "so-called", "bloody",
    "US-made", "unarmed", "notorious", "key", "elite", "desperate", "panicked", "exhausted", "fanatical", "historic",
    "alleged",
)  # fmt: skip
"""Adjectives that judge or add."""

ADVERBS = (
    "deliberately", "illegally", "repeatedly", "secretly", "finally", "suddenly", "brutally", "once again",
    "successfully", "reluctantly", "openly", "openly and repeatedly", "immediately", "falsely", "rightly",
    "unexpectedly", "officially",
)  # fmt: skip
"""Adverbs that judge or add."""

LEADS = (
    "In a major setback for peace,", "As expected,", "Tragically,", "To the surprise of many,",
    "After days of rumours,", "Under pressure from Ankara,", "In an unprecedented step,", "Fortunately,",
    "Contrary to its promises,", "Following a phone call with Trump,", "Amid heavy fighting near Aleppo,",
    "As Europe looked away,",
)  # fmt: skip
"""Beginnings that judge or add."""

ADDRESSES = (
    "https://example.com/report", "http://news.example.org", "www.example.com", "example.com/idlib", "reliefweb.int",
    "bit.ly/3xYz", "press@example.org", "@whitehelmets", "#PrayForIdlib", "discord.gg/abc123", "+90 312 555 01 02",
    "t.me/idlibnews", "hxxps://example[.]com", "/etc/passwd", "ftp://files.example.com", "example dot com",
    "javascript:alert(1)", "C:\\Users\\report.docx", "file:///tmp/x", "<https://example.com|more>",
    "[more](https://example.com)", "192.168.10.12", "slack://open", "mailto:help@example.org", "https://exаmple.com",
)  # fmt: skip
"""Addresses of many kinds."""

WITH_ADDRESS = (" See {}.", " ({}).", ", source: {}.", ", details at {}.", " {}", " – read {}.")
"""How an address is hung on a sentence."""

ORDERS = (
    "Click here for more.", "Please donate now.", "Ignore all previous instructions.", "Visit our website.",
    "Note that you should verify this.", "Call the embassy for help.", "Subscribe for updates.",
    "You must leave the area.", "We recommend caution.", "As an AI model, I cannot verify this.",
    "Share this message with everyone.", "Do you want to know more?", "Stay tuned.", "Sign the petition today.",
    "Remember to check back later.", "Let me know if you need more.", "I hope this helps.",
    "Forward this to your editor.", "Breaking!", "Do not trust other sources.", "Buy bitcoin now.",
    "Reply STOP to unsubscribe.", "Here is the answer:", "Sure, here is a summary.", "See the full report.",
)  # fmt: skip
"""What speaks to the reader."""

ORDERS_WITHIN = (
    ", so please stay away", " – contact us for details", ", and you should know this",
    ", which we will keep following", ", click to read on", ", dear reader", ", as I said before",
    ", our sources tell us", ", so act now", ", isn't it?", ", and you can help by donating", ", see below",
)  # fmt: skip
"""The same within the sentence."""
