"""The languages in which people ask and may be answered: how each is told apart, and what we say in it ourselves."""

from __future__ import annotations

import re

from bot.domain.asking.words import STOP_OF, words

ENGLISH = "en"
NAMES = {"ar": "Arabic", "de": "German", "en": "English", "fr": "French", "ru": "Russian", "tr": "Turkish"}
"""The languages by their two-letter codes (ISO 639-1)."""
NOTES = {
    "ar": "ترجمة آلية للجمل الإنجليزية الواردة في المصادر؛ نص المصادر هو المعتمد.",
    "de": "Maschinelle Übersetzung der englischen Sätze aus den Quellen; es gilt der Wortlaut der Quellen.",
    "fr": "Traduction automatique des phrases anglaises des sources ; seul le texte des sources fait foi.",
    "ru": "Машинный перевод английских формулировок источников; верным считается текст источников.",
    "tr": "Kaynaklardaki İngilizce cümlelerin makine çevirisidir; kaynakların metni esastır.",
}
"""What is said under a translated answer: it was translated by a machine, and the words of the sources count."""
REFUSALS = {
    "ar": "لا تتضمن قاعدة الوقائع جوابًا عن ذلك.",
    "de": "Das steht nicht in der Faktenbasis.",
    "fr": "La base de faits ne contient pas cela.",
    "ru": "В базе фактов этого нет.",
    "tr": "Bu bilgi olgu tabanında yok.",
}
"""What is said in the stead of "The base does not hold that."."""
DIFFERENCES = {
    "ar": "تختلف الروايات.",
    "de": "Die Angaben widersprechen sich.",
    "fr": "Les versions divergent.",
    "ru": "Сведения расходятся.",
    "tr": "Anlatımlar farklı.",
}
"""What heads accounts that stand side by side."""
_SCRIPTS = {"ar": re.compile(r"[\u0600-\u06ff]"), "ru": re.compile(r"[\u0400-\u04ff]")}
_LATIN = {"de": "German", "fr": "French", "tr": "Turkish"}
_LETTERS = {"de": re.compile(r"[äöüß]", re.I), "fr": re.compile(r"[éèêçàùœ]", re.I), "tr": re.compile(r"[ığşİĞŞ]")}
_LEAST = 2
"""Small words of a language by which a text is known to be in it; a letter of its own counts as one."""


def detected(text: str) -> str:
    """The language of a question, by its script, else by its small words; English where neither tells."""
    letters = sum(c.isalpha() for c in text)
    for code, script in _SCRIPTS.items():
        if 2 * len(script.findall(text)) > letters:
            return code
    small = words(text)
    counts = {
        code: sum(w in STOP_OF[name] for w in small) + bool(_LETTERS[code].search(text))
        for code, name in _LATIN.items()
    }
    best = max(counts, key=lambda code: counts[code])
    english = sum(w in STOP_OF["English"] for w in small)
    return best if counts[best] >= _LEAST and counts[best] > english else ENGLISH


def in_script(text: str, language: str) -> bool:
    """Is a text written in the script of a language? Names in Latin letters may stand in any."""
    script = _SCRIPTS.get(language)
    letters = [c for c in text if c.isalpha()]
    if script is None:
        return not any(s.search(text) for s in _SCRIPTS.values())
    return 2 * len(script.findall(text)) > len(letters)
