"""LiveKit as our media server: its server API, and the tokens it takes. The only importer of `livekit.api`.

Invariant: every field of a grant is written (its defaults allow everything, T10), and a permission is always sent whole
(T1d). A call that is not confirmed in time did not happen for us. Source: media.md §3.1; twirp.dev, protocol v7.
"""

from typing import Any, Final

import httpx
import jwt
from google.protobuf.message import Message
from livekit import api

from huizhen.core.settings import Settings
from huizhen.rooms.media import NoMedia
from huizhen.rooms.rules import (
    Claims,
    MediaPlane,
    MediaUnavailable,
    Participant,
    Permission,
    Source,
    Ticket,
    find_identity,
)

SERVICE: Final = "/twirp/livekit.RoomService/"
# Two tries and the word to the chair must fit into the second of a proof (D26).
ANSWER_S_MAX: Final = 0.4
CREATE_S_MAX: Final = 2.0
CONNECTIONS_MAX: Final = 8
EMPTY_ROOM_S: Final = 300
LEFT_ROOM_S: Final = 20
# livekit_models.proto, TrackSource.
SOURCES: Final = {
    1: Source.CAMERA,
    2: Source.MICROPHONE,
    3: Source.SCREEN_SHARE,
    4: Source.SCREEN_SHARE_AUDIO,
}
ROLE: Final = "role"
EPOCH: Final = "epoch"


class LiveKit:
    """One LiveKit server, reached on loopback. Thread-safe."""

    def __init__(self, *, url: str, key: str, secret: str) -> None:
        self._key, self._secret = key, secret
        self._verifier = api.TokenVerifier(key, secret)
        limits = httpx.Limits(max_connections=CONNECTIONS_MAX, max_keepalive_connections=CONNECTIONS_MAX)
        # A proxy of the environment has no business between us and our own loopback.
        self._http = httpx.Client(base_url=url, limits=limits, trust_env=False, timeout=ANSWER_S_MAX)

    def create(self, room_name: str, *, participants_max: int) -> None:
        asked = api.CreateRoomRequest(
            name=room_name,
            max_participants=participants_max,
            empty_timeout=EMPTY_ROOM_S,
            departure_timeout=LEFT_ROOM_S,
        )
        self._ask("CreateRoom", asked, api.VideoGrants(room_create=True), seconds=CREATE_S_MAX)

    def delete(self, room_name: str) -> None:
        asked = api.DeleteRoomRequest(room=room_name)
        self._ask("DeleteRoom", asked, api.VideoGrants(room_create=True))

    def set_permission(self, room_name: str, identity: str, permission: Permission) -> None:
        whole = api.ParticipantPermission(
            can_publish=permission.can_publish,
            can_publish_sources=sorted(each.upper() for each in permission.can_publish_sources),
            can_subscribe=permission.can_subscribe,
            can_publish_data=permission.can_publish_data,
            can_update_metadata=permission.can_update_metadata,
            hidden=permission.hidden,
        )
        asked = api.UpdateParticipantRequest(room=room_name, identity=identity, permission=whole)
        self._ask("UpdateParticipant", asked, _admin(room_name))

    def remove(self, room_name: str, identity: str) -> None:
        asked = api.RoomParticipantIdentity(room=room_name, identity=identity)
        self._ask("RemoveParticipant", asked, _admin(room_name))

    def list(self, room_name: str) -> tuple[Participant, ...]:
        content = self._ask(
            "ListParticipants", api.ListParticipantsRequest(room=room_name), _admin(room_name)
        )
        if content is None:
            return ()
        return tuple(
            Participant(each.identity, _permission(each.permission))
            for each in api.ListParticipantsResponse.FromString(content).participants
        )

    def is_healthy(self) -> bool:
        try:
            return self._http.get("/").is_success
        except httpx.TransportError:
            return False

    def mint(self, ticket: Ticket) -> str:
        permission = ticket.permission
        grants = api.VideoGrants(
            room_join=True,
            room=ticket.room_name,
            can_publish=permission.can_publish,
            can_publish_sources=sorted(permission.can_publish_sources),
            can_subscribe=permission.can_subscribe,
            can_publish_data=permission.can_publish_data,
            can_update_own_metadata=permission.can_update_metadata,
            hidden=permission.hidden,
            room_admin=False,
            room_create=False,
            room_list=False,
            room_record=False,
            ingress_admin=False,
            can_subscribe_metrics=False,
            can_manage_agent_session=False,
        )
        token = api.AccessToken(self._key, self._secret).with_identity(str(ticket.identity))
        token = token.with_attributes({ROLE: ticket.role, EPOCH: str(ticket.room_epoch)})
        return token.with_ttl(ticket.expires_at - ticket.issued_at).with_grants(grants).to_jwt()

    def read(self, token: str) -> Claims | None:
        try:
            told = self._verifier.verify(token)
        except (jwt.InvalidTokenError, ValueError, TypeError):
            return None
        identity, video = find_identity(told.identity), told.video or api.VideoGrants()
        epoch = (told.attributes or {}).get(EPOCH, "")
        is_ours = bool(identity and video.room_join and video.room and epoch.isdecimal())
        if identity is None or not is_ours or _is_more(told, video):
            return None
        sources = frozenset(Source(each) for each in video.can_publish_sources or () if each in set(Source))
        return Claims(
            identity=identity,
            room_name=video.room,
            room_epoch=int(epoch),
            permission=Permission(
                can_publish=bool(sources),
                can_publish_sources=sources,
                can_subscribe=bool(video.can_subscribe),
                can_publish_data=bool(video.can_publish_data),
                can_update_metadata=bool(video.can_update_own_metadata),
                hidden=bool(video.hidden),
            ),
        )

    def close(self) -> None:
        self._http.close()

    def _ask(
        self, method: str, asked: Message, grants: api.VideoGrants, *, seconds: float = ANSWER_S_MAX
    ) -> bytes | None:
        """The answer's bytes; None when the room or the person is not there."""
        token = api.AccessToken(self._key, self._secret).with_grants(grants).to_jwt()
        headers = {"authorization": f"Bearer {token}", "content-type": "application/protobuf"}
        try:
            answer = self._http.post(
                SERVICE + method, content=asked.SerializeToString(), headers=headers, timeout=seconds
            )
        except httpx.TransportError as away:
            raise MediaUnavailable from away
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        if not answer.is_success:
            raise MediaUnavailable
        return answer.content


def media_server(settings: Settings) -> MediaPlane:
    """The node's media server, or its absence."""
    secret = settings.media_secret
    if settings.media_url is None or settings.media_key is None or secret is None:
        return NoMedia()
    return LiveKit(url=settings.media_url, key=settings.media_key, secret=secret.get_secret_value())


def _admin(room_name: str) -> api.VideoGrants:
    return api.VideoGrants(room_admin=True, room=room_name)


def _is_more(told: Any, video: api.VideoGrants) -> bool:
    """Whether a token could do more than take a seat: such a one is never let through the door."""
    if told.kind not in ("", "standard") or video.recorder or video.agent:
        return True
    if video.can_publish and not video.can_publish_sources:
        return True  # to the media server that is any source
    return bool(video.room_admin or video.room_create or video.room_list or video.room_record)


def _permission(told: api.ParticipantPermission) -> Permission:
    sources = frozenset(SOURCES[each] for each in told.can_publish_sources if each in SOURCES)
    if told.can_publish and not sources:
        sources = frozenset(Source)
    return Permission(
        can_publish=told.can_publish and bool(sources),
        can_publish_sources=sources if told.can_publish else frozenset(),
        can_subscribe=told.can_subscribe,
        can_publish_data=told.can_publish_data,
        can_update_metadata=told.can_update_metadata,
        hidden=told.hidden,
    )
