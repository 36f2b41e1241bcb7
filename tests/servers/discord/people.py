"""What a person can do in Discord's client, as far as the bot's commands and posts offer it to them there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.servers.discord import payloads
from tests.servers.discord.asked import Asked, NotOffered
from tests.servers.discord.interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL
from tests.servers.discord.world import DM, MEMBER, Channel, Json, Post, User, walk

if TYPE_CHECKING:
    from tests.servers.discord.server import DiscordServer


class People:
    """Turns what a person does into interactions.

    `permitted`: (guild id, command) → ids of the users who may use it there, as its admins chose.
    """

    def __init__(self, server: DiscordServer) -> None:
        self._server = server
        self.permitted: dict[tuple[str, str], set[str]] = {}

    def offered(self, channel: Channel, user: User, name: str, kind: int, *, installed: bool) -> Json:
        """The command of that name. Raises NotOffered where Discord would not show it to the user there."""
        command = next((c for c in self._server.commands if c["name"] == name and c.get("type", 1) == kind), None)
        if command is None:
            raise NotOffered(f"no command {name!r} is registered")
        context = 0 if channel.guild is not None else 1 if channel.type == DM else 2
        contexts, kinds = command.get("contexts"), command.get("integration_types") or [0]
        if contexts is not None and context not in contexts:
            raise NotOffered(f"{name!r} is not offered in context {context}")
        as_user = installed or not channel.reachable
        if not ((1 in kinds and as_user) or (0 in kinds and channel.reachable)):
            raise NotOffered(f"{name!r} is not offered to this kind of install")
        guild, needs = channel.guild, command.get("default_member_permissions")
        if guild is not None and needs is not None:
            chosen = self.permitted.get((guild.id, name))
            has = guild.permissions.get(user.id, MEMBER)
            if not (user.id in chosen if chosen is not None else int(needs) and has & int(needs) == int(needs)):
                raise NotOffered(f"{user.name} may not use {name!r} in {guild.name}")
        return command

    async def slash(
        self, channel: Channel, user: User, command: str, *, installed: bool = False, focused: str = "", **options: Any
    ) -> Asked:
        """Use a command, as "sitrep deadlines list"; with `focused`, ask for choices for that option."""
        path = command.split()
        found = self.offered(channel, user, path[0], 1, installed=installed)
        chain = [found]
        for name in path[1:]:
            inner = next((o for o in chain[-1].get("options") or [] if o["name"] == name and o["type"] in (1, 2)), None)
            if inner is None:
                raise NotOffered(f"no subcommand {name!r} in {command!r}")
            chain.append(inner)
        known = {o["name"]: o for o in chain[-1].get("options") or []}
        if any(o["type"] in (1, 2) for o in known.values()):
            raise NotOffered(f"{command!r} needs a subcommand")
        given = [self._option(known, n, v, focused=n == focused, command=command) for n, v in options.items()]
        missing = [n for n, o in known.items() if o.get("required") and n not in options]
        if missing and not focused:
            raise NotOffered(f"{command!r} needs {', '.join(missing)}")
        for part in reversed(chain[1:]):
            given = [{"name": part["name"], "type": part["type"], "options": given}]
        data: Json = {"id": found["id"], "name": found["name"], "type": 1, "options": given}
        kind = AUTOCOMPLETE if focused else COMMAND
        return await self._server.interactions.make(kind, channel, user, data, installed=installed)

    @staticmethod
    def _option(known: dict[str, Json], name: str, value: Any, *, focused: bool, command: str) -> Json:
        option = known.get(name)
        if option is None:
            raise NotOffered(f"{command!r} has no option {name!r}")
        if focused and not option.get("autocomplete"):
            raise NotOffered(f"{name!r} of {command!r} does not complete")
        choices = option.get("choices")
        if choices and value not in [c["value"] for c in choices]:
            raise NotOffered(f"{value!r} is no choice of {name!r}")
        kinds: dict[int, type | tuple[type, ...]] = {3: str, 4: int, 5: bool, 10: (int, float)}
        if not focused and not isinstance(value, kinds.get(option["type"], str)):
            raise NotOffered(f"{name!r} takes no {value!r}")
        if isinstance(value, str) and not focused:
            least, most = option.get("min_length", 0), option.get("max_length", 6000)
            if not least <= len(value) <= most:
                raise NotOffered(f"{name!r} takes {least} to {most} characters")
        return {"name": name, "type": option["type"], "value": value, **({"focused": True} if focused else {})}

    async def menu(self, post: Post, user: User, name: str, *, installed: bool = False) -> Asked:
        """Use a command of a message's context menu."""
        found = self.offered(post.channel, user, name, 3, installed=installed)
        told = payloads.post(post, self._server.users)
        data: Json = {
            "id": found["id"],
            "name": name,
            "type": 3,
            "target_id": post.id,
            "resolved": {"messages": {post.id: told}},
        }
        return await self._server.interactions.make(COMMAND, post.channel, user, data, installed=installed)

    async def click(self, post: Post, user: User, custom_id: str) -> Asked:
        """Press a button of a post."""
        if post.deleted or (post.seen_only_by is not None and post.seen_only_by is not user):
            raise NotOffered(f"{user.name} does not see this post")
        if custom_id not in post.buttons:
            raise NotOffered(f"no button {custom_id!r}; there are {', '.join(post.buttons) or 'none'}")
        part = next(c for c in walk(post.components) if c.get("custom_id") == custom_id)
        data: Json = {"custom_id": custom_id, "component_type": part["type"], "id": part["id"]}
        return await self._server.interactions.make(COMPONENT, post.channel, user, data, source=post)

    async def submit(self, asked: Asked, **values: str) -> Asked:
        """Send the modal that an interaction opened, its fields filled by custom id."""
        modal = asked.modal
        if modal is None:
            raise NotOffered("no modal was opened")
        fields = {c["custom_id"]: c for c in walk(modal["components"]) if "custom_id" in c}
        if unknown := values.keys() - fields.keys():
            raise NotOffered(f"the modal has no field {', '.join(sorted(unknown))}")
        for name, shown in fields.items():
            value = values.get(name, shown.get("value") or "")
            least, most = (
                shown.get("min_length", 1 if shown.get("required", True) else 0),
                shown.get("max_length", 4000),
            )
            if (value or shown.get("required", True)) and not least <= len(value) <= most:
                raise NotOffered(f"{name!r} takes {least} to {most} characters")
            values[name] = value
        data: Json = {"custom_id": modal["custom_id"], "components": [_filled(c, values) for c in modal["components"]]}
        return await self._server.interactions.make(MODAL, asked.channel, asked.user, data, source=asked.source)


def _filled(component: Json, values: dict[str, str]) -> Json:
    """A part of a modal as its submission has it."""
    if component["type"] == 4:
        return {
            "type": 4,
            "id": component.get("id", 1),
            "custom_id": component["custom_id"],
            "value": values[component["custom_id"]],
        }
    if component["type"] == 18:
        return {"type": 18, "id": component.get("id", 1), "component": _filled(component["component"], values)}
    if component["type"] == 1:
        return {
            "type": 1,
            "id": component.get("id", 1),
            "components": [_filled(c, values) for c in component["components"]],
        }
    return {"type": component["type"], "id": component.get("id", 1)}
