/** A tile for every admitted seat that is somebody's own, connected or not, and one for every shared screen. */
import { type TrackReferenceOrPlaceholder, useTracks } from "@livekit/components-react";
import { type Participant, type Room, RoomEvent, Track } from "livekit-client";
import { useEffect, useMemo, useState } from "react";
import type { Person, RoomState } from "../useRoom";
import { heardOf, type Placed } from "./layout";

export interface TileOf extends Placed {
  person: Person;
  seatId: string;
  /** Empty while his line is not there. */
  track: TrackReferenceOrPlaceholder | undefined;
  /** Who sits before the same device. */
  beside: Person | undefined;
}

const CAMERA = { source: Track.Source.Camera, withPlaceholder: true };
const SCREEN = { source: Track.Source.ScreenShare, withPlaceholder: false };
const SOURCES = [CAMERA, SCREEN];

/** Whose connection it is: an identity begins with its seat's and ends with the device. */
export function isHis(identity: string, person: Pick<Person, "identity">): boolean {
  return person.identity !== null && identity.startsWith(`${person.identity}:`);
}

function shareKey(seatId: string): string {
  return `${seatId} share`;
}

export function tilesOf(
  { people, patient_seat }: Pick<RoomState, "people" | "patient_seat">,
  tracks: readonly TrackReferenceOrPlaceholder[],
): TileOf[] {
  const isBeside = patient_seat?.is_beside === true;
  const patient = people.find(({ user_id }) => user_id === null);
  return people.flatMap((person) => {
    const { seat_id, seat_state, user_id, is_me } = person;
    const isPatient = user_id === null;
    if (seat_id === null || seat_state !== "admitted" || (isPatient && isBeside)) return [];
    const his = tracks.filter(({ participant }) => isHis(participant.identity, person));
    const camera = his.find(({ source }) => source === Track.Source.Camera);
    const share = his.find(({ source }) => source === Track.Source.ScreenShare);
    const tile = { person, seatId: seat_id, isMe: is_me };
    const beside = isBeside && patient_seat?.beside_seat_id === seat_id ? patient : undefined;
    const own = { ...tile, key: seat_id, isShare: false, isPatient, track: camera, beside };
    if (share === undefined) return [own];
    return [own, { ...tile, key: shareKey(seat_id), isShare: true, isPatient: false, track: share, beside: undefined }];
  });
}

export function useTiles(call: Room, room: RoomState): TileOf[] {
  const tracks = useTracks(SOURCES, { room: call, onlySubscribed: false });
  return useMemo(() => tilesOf(room, tracks), [room, tracks]);
}

/** Keys of tiles, who spoke last first. */
export function useSpoke(call: Room, tiles: readonly TileOf[]): readonly string[] {
  const [spoke, setSpoke] = useState<readonly string[]>([]);
  useEffect(() => {
    const hear = (speaking: Participant[]) =>
      setSpoke((before) => heardOf(before, speaking.map(({ identity }) => identity)));
    call.on(RoomEvent.ActiveSpeakersChanged, hear);
    return () => void call.off(RoomEvent.ActiveSpeakersChanged, hear);
  }, [call]);
  return useMemo(() => {
    const people = tiles.filter(({ isShare }) => !isShare);
    return spoke.flatMap((identity) => people.find(({ person }) => isHis(identity, person))?.key ?? []);
  }, [spoke, tiles]);
}
