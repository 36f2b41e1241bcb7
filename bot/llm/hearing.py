"""What a model replied, read out of whatever its server sent, in one or in pieces."""

from __future__ import annotations

import jiter

from bot.domain.errors import Nonsense, Unanswered
from bot.domain.model import Completion, Used

CHARS_A_TOKEN = 20
"""No tokenizer's tokens are as long as that on average."""


class Heard:
    """A reply as far as it has come. `where` names the endpoint in errors, `tokens` bounds what is taken.

    With `call` the reply stands in the arguments of a function, otherwise in the text. With `stream` it is known to be
    whole only once the server told why it ended.
    """

    def __init__(self, where: str, *, tokens: int, call: bool, stream: bool) -> None:
        self.text = ""
        self.used: Used | None = None
        self._where = where
        self._most = tokens * CHARS_A_TOKEN
        self._call = call
        self._stream = stream
        self._finish = ""
        self._refused = False

    def hear(self, sent: object) -> bool:
        """Take in a reply, or a piece of one; tells whether the text grew. Raises Unanswered, Nonsense."""
        before = len(self.text)
        match sent:
            case {"error": error} if error:
                raise Unanswered(f"{self._where} broke off with an error")
            case {"choices": [{"message": part} as choice, *_]} | {"choices": [{"delta": part} as choice, *_]}:
                self._take(part)
                if isinstance(finish := choice.get("finish_reason"), str):
                    self._finish = finish
        match sent:
            case {"usage": {"prompt_tokens": int(prompt), "completion_tokens": int(completion)}}:
                self.used = Used(prompt=prompt, completion=completion) if min(prompt, completion) >= 0 else None
        if len(self.text) > self._most:
            raise self._nonsense("replied at more length than max_output_tokens in [llm] allows")
        return len(self.text) > before

    def so_far(self) -> object:
        """The value so far, without a string or number that is not finished; None where there is none yet."""
        try:
            return jiter.from_json(self.text.rstrip("0123456789+-.eE").encode(), partial_mode=True)
        except ValueError:
            return None

    def completion(self) -> Completion:
        """The value, now that all was heard. Raises Unanswered, Nonsense."""
        if self._refused:
            raise self._nonsense("refused to reply")
        if self._finish == "length":
            raise self._nonsense("was cut off at max_output_tokens in [llm]")
        if self._finish == "content_filter":
            raise self._nonsense("was silenced by a filter of its provider")
        try:
            value = jiter.from_json(self.text.encode(), allow_inf_nan=False)
        except ValueError:
            if self._stream and not self._finish:
                raise Unanswered(f"{self._where} broke off") from None
            raise self._nonsense("gave no JSON" if self.text else "said nothing") from None
        if not isinstance(value, dict):
            raise self._nonsense("gave JSON that is no object")
        return Completion(value=value, used=self.used)

    def _take(self, part: object) -> None:
        match part:
            case {"refusal": str(words)} if words:
                self._refused = True
        match part:
            case {"tool_calls": [{"function": {"arguments": str(words)}}, *_]} if self._call:
                self.text += words
            case {"content": str(words)} if not self._call:
                self.text += words

    def _nonsense(self, what: str) -> Nonsense:
        return Nonsense(f"{self._where} {what}", used=self.used)
