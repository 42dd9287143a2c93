import { describe, expect, it } from "vitest";
import type { RoomState, Stage } from "../useRoom";
import { neighboursOf, patientLine, progressOf, stepsOf } from "./wording";

const STAGES = (["verify", "present", "discuss", "conclude", "explain"] as const).map((stage, at) => ({
  stage,
  mandatory: true,
  was_entered: at < 2,
  patient_is_out: stage === "discuss" || stage === "conclude",
  checklist: [],
}));

function standing(stage: Stage, wanted: Stage = stage, stage_state: "entered" | "pending" | "unproven" = "entered") {
  return { session_id: "1", stage, stage_wanted: wanted, stage_epoch: 3, stage_state };
}

type Seat = NonNullable<RoomState["patient_seat"]>;
const seat = (more: Partial<Seat> = {}): Seat => ({ seat_id: "9", state: "admitted", is_beside: false, beside_seat_id: null, shared_device: "not_shared", ...more });

const room = (more: Partial<RoomState>) =>
  ({ stages: STAGES, standing: standing("present"), opened_at: "2026-11-25T00:00:00Z", patient_seat: seat(), people: [], may_go: [], ...more }) as RoomState;
const marks = (more: Partial<RoomState>) => stepsOf(room(more)).map(({ mark }) => mark);
const patient = (more: Partial<RoomState>) => patientLine(room(more));

describe("the steps of the header", () => {
  it("stand where the server has proven the session to be", () => {
    expect(marks({})).toEqual(["done", "current", "open", "open", "open"]);
  });

  it("show a stage as being entered until it is proven, and the old one as the one that holds", () => {
    expect(marks({ standing: standing("present", "discuss", "pending") })).toEqual(["done", "current", "entering", "open", "open"]);
  });

  it("say in another mark that a stage was not entered", () => {
    expect(marks({ standing: standing("present", "discuss", "unproven") })[2]).toBe("unproven");
  });

  it("are all open before the session has begun", () => {
    const fresh = STAGES.map((each) => ({ ...each, was_entered: false }));
    expect(marks({ stages: fresh, standing: standing("verify"), opened_at: null })).toEqual(Array.from({ length: 5 }, () => "open"));
    expect(marks({ stages: fresh, standing: null, opened_at: null })).not.toContain("current");
  });
});

describe("where the chair may go", () => {
  it("is what the server offers, nearest first", () => {
    const far = room({ standing: standing("discuss"), may_go: ["verify", "present", "conclude"] });
    expect(neighboursOf(far)).toEqual({ next: "conclude", before: "present" });
  });

  it("is nowhere when nothing is offered", () => {
    expect(neighboursOf(room({ may_go: [] }))).toEqual({ next: null, before: null });
    expect(neighboursOf(room({ standing: null, may_go: ["present"] }))).toEqual({ next: "present", before: null });
  });
});

describe("what the header says about the patient", () => {
  const parked = seat({ state: "parked" });

  it("is that he is out only when the stage without him was entered", () => {
    expect(patient({ standing: standing("discuss"), patient_seat: parked })).toEqual({ word: "out", tone: "sure" });
    expect(patient({ standing: standing("present", "discuss", "pending"), patient_seat: parked }).word).toBe("leaving");
  });

  it("warns while nothing proves that he is out", () => {
    const line = patient({ standing: standing("present", "discuss", "unproven"), patient_seat: parked });
    expect(line).toEqual({ word: "maybe_here", tone: "warning" });
  });

  it("is that he is here, waits, or has no place", () => {
    expect(patient({}).word).toBe("here");
    expect(patient({ patient_seat: seat({ state: "waiting" }) }).word).toBe("waiting");
    expect(patient({ patient_seat: null })).toEqual({ word: "absent", tone: "calm" });
  });

  it("is that he has not come while his link is unopened", () => {
    const people = [{ user_id: null, role: "patient", has_joined: false }] as RoomState["people"];
    expect(patient({ people, patient_seat: seat({ state: "waiting" }) }).word).toBe("absent");
  });

  it("is that his line broke, when it did", () => {
    const people = [{ user_id: null, role: "patient", gone_since: "2026-11-25T00:00:00Z" }] as RoomState["people"];
    expect(patient({ people }).word).toBe("offline");
  });

  it("keeps the attending's word about a patient before the same device", () => {
    const beside = (shared_device: Seat["shared_device"]) => ({ patient_seat: seat({ is_beside: true, shared_device }) });
    expect(patient(beside("unanswered"))).toEqual({ word: "beside", tone: "calm" });
    expect(patient({ ...beside("has_left"), standing: standing("discuss") })).toEqual({ word: "beside_left", tone: "sure" });
    expect(patient({ ...beside("may_stay"), standing: standing("discuss") })).toEqual({ word: "beside_stays", tone: "warning" });
  });

  it("is not that he stays away when he has come back and waits", () => {
    expect(patient({ standing: standing("explain"), patient_seat: seat({ state: "waiting" }) }).word).toBe("waiting");
  });
});

it("a checklist counts its lines and knows whether one blocks the signature", () => {
  const line = (mandatory: boolean, ticked_at: string | null) =>
    ({ code: "x", mandatory, by_system: false, values: [], value: null, ticked_at, ticked_by_name: null });
  expect(progressOf({ checklist: [line(true, "2026-11-25T00:00:00Z"), line(false, null)] })).toEqual({ done: 1, all: 2, isOpen: false });
  expect(progressOf({ checklist: [line(true, null)] }).isOpen).toBe(true);
});
