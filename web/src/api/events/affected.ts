/**
 * Which cached answers an event makes old. An event carries ids only and never data, so all it can do is to ask again.
 * Invariant: the table is complete by subject; an unknown subject makes nothing old.
 */

export interface NewsEvent {
  seq: number;
  kind: string;
  subject_type: string;
  subject_id: string;
}

const PATIENT_PATHS = ["/api/patients", "/api/patients/{patient_id}", "/api/visits"];
const CASE_PATHS = [
  "/api/consultations",
  "/api/consultations/{consultation_id}",
  "/api/consultations/{consultation_id}/conclusion",
];
const ROOM_PATH = "/api/consultations/{consultation_id}/room";
const RECORD_PATHS = [
  "/api/patients/{patient_id}",
  "/api/patients/{patient_id}/timeline",
  "/api/patients/{patient_id}/documents/{kind}/{document_id}",
  "/api/patients/{patient_id}/documents/{kind}/{document_id}/versions",
];

const BY_SUBJECT: Readonly<Record<string, readonly string[]>> = {
  patient: [...PATIENT_PATHS, ...RECORD_PATHS, ...CASE_PATHS],
  // An acceptance opens a record and its end closes it.
  consultation: [...CASE_PATHS, ROOM_PATH, ...PATIENT_PATHS, ...RECORD_PATHS],
  document: RECORD_PATHS,
  // Which case a call belongs to is not told: a page shows one room at most.
  session: [ROOM_PATH, "/api/sessions/{session_id}"],
};

/** The part of a path that names the event's own subject: answers about another one are not old. */
const NAMED_BY: Readonly<Record<string, string>> = { patient: "patient_id", consultation: "consultation_id", session: "session_id" };

export function isOld(event: NewsEvent, queryKey: readonly unknown[]): boolean {
  const [, path, init] = queryKey;
  if (typeof path !== "string" || !BY_SUBJECT[event.subject_type]?.includes(path)) return false;
  const id = pathPart(init, NAMED_BY[event.subject_type]);
  return id === undefined || id === event.subject_id;
}

export function newsOf(text: string): NewsEvent | null {
  try {
    const read = JSON.parse(text) as Partial<NewsEvent>;
    if (typeof read.kind !== "string" || typeof read.subject_type !== "string") return null;
    return { seq: Number(read.seq), kind: read.kind, subject_type: read.subject_type, subject_id: String(read.subject_id) };
  } catch {
    return null;
  }
}

function pathPart(init: unknown, name: string | undefined): unknown {
  const path = (init as { params?: { path?: Record<string, unknown> } } | undefined)?.params?.path;
  return name === undefined ? undefined : path?.[name];
}
