"""Users, guilds, channels and posts as the API writes them."""

from __future__ import annotations

from tests.servers.discord.world import (
    GROUP,
    HAS_THREAD,
    MEMBER,
    MENTION,
    TEXT,
    THREAD,
    Channel,
    Guild,
    Json,
    Post,
    User,
)

JOINED = "2020-01-01T00:00:00+00:00"


def user(of: User) -> Json:
    return {
        "id": of.id,
        "username": of.name,
        "global_name": None,
        "discriminator": "0000" if of.bot else "0",
        "avatar": None,
        "bot": of.bot,
    }


def member(of: User, guild: Guild, channel: Channel | None = None) -> Json:
    allowed = guild.permissions.get(of.id, MEMBER)
    return {**_member(of), "user": user(of), "permissions": str(allowed)}


def _member(of: User) -> Json:
    return {"nick": None, "roles": [], "joined_at": JOINED, "deaf": False, "mute": False, "flags": 0, "avatar": None}


def channel(of: Channel) -> Json:
    """A channel as GET shows it."""
    last = of.posts[-1].id if of.posts else None
    told: Json = {"id": of.id, "type": of.type, "last_message_id": last, "flags": 0}
    if of.guild is None:
        told["recipients"] = [user(u) for u in of.recipients]
        return {**told, "name": of.name, "owner_id": of.recipients[0].id, "icon": None} if of.type == GROUP else told
    told |= {
        "guild_id": of.guild.id,
        "name": of.name,
        "rate_limit_per_user": 0,
        "nsfw": False,
        "permissions": str(MEMBER),
    }
    if of.type == THREAD:
        assert of.parent is not None
        return {
            **told,
            "parent_id": of.parent.id,
            "owner_id": of.recipients[0].id,
            "message_count": len(of.posts),
            "member_count": 1,
            "total_message_sent": len(of.posts),
            "thread_metadata": {
                "archived": False,
                "auto_archive_duration": 1440,
                "archive_timestamp": JOINED,
                "locked": False,
                "create_timestamp": JOINED,
            },
            "member": {"id": of.id, "user_id": of.recipients[0].id, "join_timestamp": JOINED, "flags": 0},
        }
    denied = [{"id": of.guild.id, "type": 0, "allow": "0", "deny": str(of.denied)}] if of.denied else []
    return {**told, "position": 0, "permission_overwrites": denied, "parent_id": None, "topic": None}


def guild(of: Guild, bot: User) -> Json:
    """A guild as GUILD_CREATE brings it."""
    everyone: Json = {
        "id": of.id, "name": "@everyone", "color": 0, "colors": {"primary_color": 0}, "hoist": False, "position": 0,
        "permissions": str(MEMBER), "managed": False, "mentionable": False, "flags": 0, "icon": None,
    }  # fmt: skip
    here = [c for c in of.channels if not c.deleted]
    return {
        "id": of.id, "name": of.name, "owner_id": "1", "icon": None, "splash": None, "discovery_splash": None,
        "afk_channel_id": None, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": [everyone], "emojis": [], "features": [], "mfa_level": 0,
        "application_id": None, "system_channel_id": None, "system_channel_flags": 0, "rules_channel_id": None,
        "vanity_url_code": None, "description": None, "banner": None, "premium_tier": 0, "nsfw_level": 0,
        "preferred_locale": of.locale, "public_updates_channel_id": None, "premium_progress_bar_enabled": False,
        "joined_at": JOINED, "large": False, "unavailable": False, "member_count": 2, "voice_states": [],
        "members": [{**_member(bot), "user": user(bot)}], "presences": [], "stage_instances": [], "stickers": [],
        "guild_scheduled_events": [], "soundboard_sounds": [], "safety_alerts_channel_id": None,
        "channels": [channel(c) for c in here if c.type == TEXT],
        "threads": [channel(c) for c in here if c.type == THREAD],
    }  # fmt: skip


def post(of: Post, people: dict[str, User], *, deep: bool = True) -> Json:
    """A message; with the one it answers, where it answers one and `deep`."""
    named = [people[i] for i in dict.fromkeys("".join(c for c in m if c.isdigit()) for m in of.pings) if i in people]
    told: Json = {
        "id": of.id, "channel_id": of.channel.id, "author": user(of.author), "content": of.content,
        "timestamp": of.at.isoformat(), "edited_timestamp": of.edited_at.isoformat() if of.edited_at else None,
        "tts": False, "mention_everyone": "@everyone" in of.pings or "@here" in of.pings,
        "mentions": [user(u) for u in named], "mention_roles": [], "attachments": [], "embeds": of.embeds,
        "pinned": False, "type": 19 if of.reply_to else 0, "flags": of.flags | (HAS_THREAD if of.thread else 0),
        "components": of.components,
    }  # fmt: skip
    if of.by_interaction:
        told |= of.by_interaction
    if of.nonce:
        told["nonce"] = of.nonce
    if of.thread is not None:
        told["thread"] = channel(of.thread)
    if of.reply_to is not None:
        told["message_reference"] = {"type": 0, "message_id": of.reply_to.id, "channel_id": of.reply_to.channel.id}
        if of.channel.guild is not None:
            told["message_reference"]["guild_id"] = of.channel.guild.id
        if deep:
            told["referenced_message"] = None if of.reply_to.deleted else post(of.reply_to, people, deep=False)
    return told


def event(of: Post, people: dict[str, User]) -> Json:
    """A message as MESSAGE_CREATE and MESSAGE_UPDATE bring it."""
    told = post(of, people)
    told["channel_type"] = of.channel.type
    if of.channel.guild is not None:
        told |= {"guild_id": of.channel.guild.id, "member": _member(of.author)}
    return told


def unread(told: Json, bot: User) -> Json:
    """The same for a bot without the Message Content intent."""
    if "guild_id" not in told or told["author"]["id"] == bot.id or any(u["id"] == bot.id for u in told["mentions"]):
        return told
    return {**told, "content": "", "embeds": [], "attachments": [], "components": []}


def pings(text: str, allowed: Json | None, people: dict[str, User]) -> list[str]:
    """The mentions in a text that ring under `allowed_mentions`."""
    found = MENTION.findall(text)
    if allowed is None:
        return found
    parse, users, roles = allowed.get("parse", []), allowed.get("users", []), allowed.get("roles", [])
    rings = []
    for each in found:
        digits = "".join(c for c in each if c.isdigit())
        kind = "everyone" if not digits else "roles" if each.startswith("<@&") else "users"
        if kind in parse or (kind == "users" and digits in users) or (kind == "roles" and digits in roles):
            rings.append(each)
    return rings
