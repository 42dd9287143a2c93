/** The pictures of a call as the patient's page shows them: the one who speaks large, the others small. */
import { type Participant, type Room, RoomEvent, Track, type TrackPublication } from "livekit-client";
import { useEffect, useState } from "react";
import { holderOf, ordered, type Picture } from "./pictures";

const CHANGES = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.Connected,
  RoomEvent.Disconnected,
  RoomEvent.Reconnected,
] as const;

function shown(publication: TrackPublication | undefined): Track | undefined {
  return publication !== undefined && !publication.isMuted ? publication.track : undefined;
}

function pictureOf(person: Participant): Picture {
  const share = shown(person.getTrackPublication(Track.Source.ScreenShare));
  return {
    holder: holderOf(person.identity),
    track: share ?? shown(person.getTrackPublication(Track.Source.Camera)),
    isMuted: !person.isMicrophoneEnabled,
  };
}

export function usePictures(room: Room): { others: Picture[]; own: Picture } {
  const [, count] = useState(0);
  const [speaker, setSpeaker] = useState<string>();
  useEffect(() => {
    const look = () => count((before) => before + 1);
    const hear = (speaking: Participant[]) => {
      const other = speaking.find(({ isLocal }) => !isLocal);
      if (other) setSpeaker(holderOf(other.identity));
    };
    for (const change of CHANGES) room.on(change, look);
    room.on(RoomEvent.ActiveSpeakersChanged, hear);
    return () => {
      for (const change of CHANGES) room.off(change, look);
      room.off(RoomEvent.ActiveSpeakersChanged, hear);
    };
  }, [room]);
  const others = [...room.remoteParticipants.values()].map(pictureOf);
  return { others: ordered(others, speaker), own: pictureOf(room.localParticipant) };
}
