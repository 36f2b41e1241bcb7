"""What can be set for a language model: where it is, what it does, and what may be spent on it."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, SecretStr, field_validator, model_validator

from bot.platformsettings import Section

ModelJob = Literal["understand", "choose", "draft"]
Language = Literal["ar", "de", "fr", "ru", "tr"]


class LlmSettings(Section):
    """A language model behind an OpenAI-compatible endpoint; none without `base_url`. `key` comes from the environment.

    `timeout_s` bounds all that the model does for one question. `structured` is how its server is told the shape of a
    reply. `jobs` are what it is asked to do; what is left out goes by rules. In `languages` beside English it may
    answer. At most `at_once` calls are under way, and a question waits for its turn for `wait_s`.
    """

    base_url: str = ""
    model: str = ""
    timeout_s: float = Field(default=7.0, gt=0, le=120, allow_inf_nan=False)
    max_output_tokens: int = Field(default=800, ge=50, le=8000)
    temperature: float | None = Field(default=0.0, ge=0, le=2, allow_inf_nan=False)
    structured: Literal["json_schema", "json_object", "tool"] = "json_schema"
    jobs: tuple[ModelJob, ...] = Field(default=get_args(ModelJob), strict=False)
    languages: tuple[Language, ...] = Field(default=get_args(Language), strict=False)
    at_once: int = Field(default=4, ge=1, le=100)
    wait_s: float = Field(default=2.0, ge=0, le=60, allow_inf_nan=False)
    key: SecretStr = Field(default=SecretStr(""), exclude=True)

    @field_validator("base_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f"{value!r} does not begin with http:// or https://")
        return value

    @model_validator(mode="after")
    def _complete(self) -> LlmSettings:
        if bool(self.base_url) != bool(self.model):
            missing = "model" if self.base_url else "base_url"
            raise ValueError(f"{missing} is missing; a model needs base_url and model, and none of them is none")
        return self

    @property
    def served(self) -> bool:
        """Is there a model?"""
        return bool(self.base_url)


class BudgetSettings(Section):
    """What may be spent on the model in a day of the machine's clock in UTC; 0 is without a limit.

    Tokens of prompts and replies together. Prices are money for a million tokens; without them no money is counted.
    """

    tokens_per_user: int = Field(default=100_000, ge=0)
    tokens_per_workspace: int = Field(default=1_000_000, ge=0)
    tokens: int = Field(default=3_000_000, ge=0)
    input_price: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    output_price: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    money_per_user: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    money_per_workspace: float = Field(default=0.0, ge=0, allow_inf_nan=False)
    money: float = Field(default=0.0, ge=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _priced(self) -> BudgetSettings:
        limited = self.money_per_user or self.money_per_workspace or self.money
        if limited and not (self.input_price or self.output_price):
            raise ValueError("input_price and output_price are missing, without which no money can be counted")
        return self
