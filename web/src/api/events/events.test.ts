import { describe, expect, it } from "vitest";
import { isOld, newsOf } from "./affected";
import { FrameReader } from "./frames";

const PATIENT = "0192f000-0000-7000-8000-000000000001";
const OTHER = "0192f000-0000-7000-8000-000000000002";
const visit = { seq: 7, kind: "visit.opened", subject_type: "patient", subject_id: PATIENT };
const ofPatient = (id: string) => ({ params: { path: { patient_id: id } } });

describe("news of a patient", () => {
  it("makes this patient's page and record old", () => {
    expect(isOld(visit, ["get", "/api/patients/{patient_id}", ofPatient(PATIENT)])).toBe(true);
    expect(isOld(visit, ["get", "/api/patients/{patient_id}/timeline", ofPatient(PATIENT)])).toBe(true);
  });

  it("makes the day's list and searches old", () => {
    expect(isOld(visit, ["get", "/api/visits", { params: { query: { day: "2026-11-25" } } }])).toBe(true);
    expect(isOld(visit, ["get", "/api/patients", { params: { query: { q: "zs" } } }])).toBe(true);
  });

  it("leaves other patients and other answers alone", () => {
    expect(isOld(visit, ["get", "/api/patients/{patient_id}", ofPatient(OTHER)])).toBe(false);
    expect(isOld(visit, ["get", "/api/me"])).toBe(false);
    expect(isOld({ ...visit, subject_type: "unheard-of" }, ["get", "/api/patients"])).toBe(false);
  });
});

describe("news of a case", () => {
  const accepted = { seq: 8, kind: "invitation.accepted", subject_type: "consultation", subject_id: OTHER };
  const ofCase = (id: string) => ({ params: { path: { consultation_id: id } } });

  it("makes its page and the lists old, and no other case's page", () => {
    expect(isOld(accepted, ["get", "/api/consultations"])).toBe(true);
    expect(isOld(accepted, ["get", "/api/consultations/{consultation_id}", ofCase(OTHER)])).toBe(true);
    expect(isOld(accepted, ["get", "/api/consultations/{consultation_id}", ofCase(PATIENT)])).toBe(false);
  });

  it("asks again for records, for an acceptance opens one", () => {
    expect(isOld(accepted, ["get", "/api/patients/{patient_id}", ofPatient(PATIENT)])).toBe(true);
  });

  it("a consent that was given shows on the case that waited for it", () => {
    expect(isOld(visit, ["get", "/api/consultations/{consultation_id}", ofCase(OTHER)])).toBe(true);
  });
});

describe("news of a call", () => {
  const moved = { seq: 9, kind: "stage.entered", subject_type: "session", subject_id: OTHER };

  it("makes the room and its seats old, and no other call's seats", () => {
    const seats = (id: string) => ["get", "/api/sessions/{session_id}", { params: { path: { session_id: id } } }];
    expect(isOld(moved, ["get", "/api/consultations/{consultation_id}/room", { params: { path: { consultation_id: PATIENT } } }])).toBe(true);
    expect(isOld(moved, seats(OTHER))).toBe(true);
    expect(isOld(moved, seats(PATIENT))).toBe(false);
  });

  it("a case that moved makes its room old", () => {
    const opened = { seq: 9, kind: "session.opened", subject_type: "consultation", subject_id: OTHER };
    const room = (id: string) => ["get", "/api/consultations/{consultation_id}/room", { params: { path: { consultation_id: id } } }];
    expect(isOld(opened, room(OTHER))).toBe(true);
    expect(isOld(opened, room(PATIENT))).toBe(false);
  });
});

describe("the event stream", () => {
  it("is read whole, wherever the line was cut", () => {
    const reader = new FrameReader();
    const text = 'retry: 3000\n\nid: 7\nevent: visit.opened\ndata: {"seq":7}\n\n: beat\n\nid: 8\ndata: a\ndata: b\n\n';
    const reads = [...text].map((letter) => reader.read(letter));
    expect(reads.flatMap(({ frames }) => frames)).toEqual([
      { id: "7", event: "visit.opened", data: '{"seq":7}' },
      { id: "8", event: "message", data: "a\nb" },
    ]);
    expect(reads.map(({ retryMs }) => retryMs).filter((ms) => ms !== null)).toEqual([3000]);
  });

  it("is refused when a frame has no end", () => {
    expect(() => new FrameReader().read("x".repeat(70_000))).toThrow(RangeError);
  });

  it("carries ids; anything else is no news", () => {
    expect(newsOf(JSON.stringify(visit))).toEqual(visit);
    expect(newsOf("no json")).toBeNull();
    expect(newsOf('{"kind":1}')).toBeNull();
  });
});
