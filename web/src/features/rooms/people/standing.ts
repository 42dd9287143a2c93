/** Where somebody stands in the call, in one word. Pure. */
import type { Person } from "../useRoom";

export type PersonWord = "not_yet" | "waiting" | "in" | "offline" | "parked" | "left" | "removed";

export function personWord({ has_joined, seat_state, gone_since }: Pick<Person, "has_joined" | "seat_state" | "gone_since">): PersonWord {
  switch (seat_state) {
    case "admitted":
      return gone_since === null ? "in" : "offline";
    case "parked":
    case "left":
    case "removed":
      return seat_state;
    default:
      return has_joined ? "waiting" : "not_yet";
  }
}

/** Who waits at the door: for the one press that lets him in. */
export function waitingOf(people: readonly Person[]): (Person & { seat_id: string })[] {
  return people.filter((each): each is Person & { seat_id: string } => each.seat_id !== null && personWord(each) === "waiting");
}
