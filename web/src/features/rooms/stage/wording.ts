/**
 * What the header says about stage and patient. Pure.
 * Invariant: a stage counts as entered, and the patient as out, only by the server's proof (decisions D26); an earlier
 * stage's proof says nothing about the one that is being entered.
 */
import type { RoomState, Stage, StageState } from "../useRoom";

export type Mark = "done" | "current" | "entering" | "unproven" | "open";

type Standing = NonNullable<RoomState["standing"]>;

export interface Step {
  stage: Stage;
  mark: Mark;
}

type Begun = Pick<RoomState, "stages" | "standing" | "opened_at">;

export function stepsOf({ stages, standing, opened_at }: Begun): Step[] {
  return stages.map((each) => ({ stage: each.stage, mark: markOf(each, standing, opened_at !== null) }));
}

function markOf({ stage, was_entered }: StageState, standing: Standing | null, isBegun: boolean): Mark {
  if (standing !== null && isBegun) {
    if (stage === standing.stage) return "current";
    if (stage === standing.stage_wanted && standing.stage_state === "pending") return "entering";
    if (stage === standing.stage_wanted && standing.stage_state === "unproven") return "unproven";
  }
  return was_entered ? "done" : "open";
}

/** The next and the one before, of those the server would let the chair enter. */
export function neighboursOf({ stages, standing, may_go }: Pick<RoomState, "stages" | "standing" | "may_go">) {
  const order = stages.map(({ stage }) => stage);
  const here = standing === null ? -1 : order.indexOf(standing.stage);
  return {
    next: order.slice(here + 1).find((stage) => may_go.includes(stage)) ?? null,
    before: order.slice(0, Math.max(0, here)).findLast((stage) => may_go.includes(stage)) ?? null,
  };
}

export type PatientWord =
  | "absent"
  | "waiting"
  | "here"
  | "offline"
  | "left"
  | "removed"
  | "beside"
  | "beside_left"
  | "beside_stays"
  | "leaving"
  | "maybe_here"
  | "out";

export interface PatientLine {
  word: PatientWord;
  tone: "calm" | "sure" | "warning";
}

const SURE = new Set<PatientWord>(["out", "beside_left"]);
const WARNING = new Set<PatientWord>(["maybe_here", "beside_stays"]);

export function patientLine(room: Pick<RoomState, "stages" | "standing" | "patient_seat" | "people">): PatientLine {
  const word = patientWord(room);
  return { word, tone: SURE.has(word) ? "sure" : WARNING.has(word) ? "warning" : "calm" };
}

type Seat = NonNullable<RoomState["patient_seat"]>;

function patientWord({ stages, standing, patient_seat, people }: Pick<RoomState, "stages" | "standing" | "patient_seat" | "people">): PatientWord {
  if (standing === null || patient_seat === null) return "absent";
  const isOutIn = (stage: Stage) => stages.find((each) => each.stage === stage)?.patient_is_out === true;
  if (patient_seat.is_beside) return besideWord(patient_seat, isOutIn(standing.stage));
  if (isOutIn(standing.stage_wanted) && !isOutIn(standing.stage)) {
    if (standing.stage_state === "pending") return "leaving";
    if (standing.stage_state === "unproven") return "maybe_here";
  }
  if (isOutIn(standing.stage) && patient_seat.state !== "admitted") return "out";
  const patient = people.find(({ user_id }) => user_id === null);
  // A link was made for him; he has not opened it yet.
  if (patient_seat.state === "waiting" && patient?.has_joined === false) return "absent";
  return seatWord(patient_seat.state, patient?.gone_since != null);
}

function besideWord({ shared_device }: Seat, isOut: boolean): PatientWord {
  if (!isOut) return "beside";
  return shared_device === "has_left" ? "beside_left" : "beside_stays";
}

function seatWord(state: Seat["state"], isGone: boolean): PatientWord {
  switch (state) {
    case "admitted":
      return isGone ? "offline" : "here";
    case "waiting":
      return "waiting";
    case "parked":
      return "out";
    case "left":
      return "left";
    case "removed":
      return "removed";
  }
}

/** How many lines of a checklist are done, and whether one that blocks the signature is open. */
export function progressOf({ checklist }: Pick<StageState, "checklist">) {
  const done = checklist.filter(({ ticked_at }) => ticked_at !== null).length;
  const isOpen = checklist.some(({ mandatory, ticked_at }) => mandatory && ticked_at === null);
  return { done, all: checklist.length, isOpen };
}
