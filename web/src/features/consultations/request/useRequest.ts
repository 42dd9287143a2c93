/**
 * A request on its way: the case is made once, the request submitted under a proof, then the experts are asked.
 * Invariant: whatever is refused on the way, the case that was made is used again and never a second one made.
 */
import { client, told } from "../../../api/client";
import { asProblem } from "../../../api/problem";
import { queries } from "../../../api/query";
import { type Submission, useSubmission } from "../../../api/submission";
import type { Chosen } from "../experts/chosen";
import { invite, place, refreshCases } from "../useCases";
import { lineOf, wished } from "./proposed/times";
import { asked, placeOf } from "./questions";

export interface RequestValues {
  patient_location: "on_site" | "remote";
  priority: "routine" | "urgent";
  urgency_reason?: string;
  reason?: string;
  purpose?: string;
  questions: string[];
  specialty?: string;
  /** Wall times; a line may be empty. */
  proposed_times?: (string | undefined)[];
  experts: Chosen[];
}

export interface Sent {
  given: RequestValues;
  /** The case that was made before, by a refused attempt or at the desk. */
  caseId: string | undefined;
  proof: string;
}

export interface Submitted {
  id: string;
  /** Experts who could not be asked: the case is submitted all the same. */
  uninvited: string[];
}

export function useRequest(
  patientId: string,
  onCase: (id: string | undefined) => void,
  onDone: (done: Submitted) => void,
): Submission<Sent, Submitted> {
  return useSubmission(async ({ given, caseId, proof }, key) => {
    const id = caseId ?? (await create(patientId, given, `${key}-c`));
    onCase(id);
    await submit(id, given, proof, `${key}-s`, onCase);
    const uninvited = await askAll(id, given.experts, key);
    refreshCases();
    void queries.invalidateQueries({ queryKey: ["get", "/api/patients/{patient_id}/timeline"] });
    return { id, uninvited };
  }, onDone);
}

export async function create(
  patientId: string,
  { priority, patient_location }: Pick<RequestValues, "priority" | "patient_location">,
  key: string,
  attendingId?: string,
): Promise<string> {
  const { id } = await told(
    client.POST("/api/consultations", {
      params: { header: { "Idempotency-Key": key } },
      body: {
        patient_id: patientId,
        priority,
        patient_location,
        ...(attendingId === undefined ? {} : { attending_id: attendingId }),
      },
    }),
  );
  return id;
}

async function submit(
  id: string,
  given: RequestValues,
  proof: string,
  key: string,
  onCase: (id: string | undefined) => void,
): Promise<void> {
  const params = place(id, key);
  const body = {
    reason: given.reason?.trim() || null,
    purpose: given.purpose?.trim() || null,
    questions: asked(given.questions),
    specialty: given.specialty ?? null,
    urgency_reason: given.priority === "urgent" ? given.urgency_reason?.trim() || null : null,
    proposed_times: wished(given.proposed_times),
  };
  try {
    await told(
      client.POST("/api/consultations/{consultation_id}/submit", {
        params: { ...params, header: { ...params.header, "Huizhen-Proof": proof } },
        body,
      }),
    );
  } catch (thrown) {
    const problem = asProblem(thrown);
    // That case was cancelled or taken meanwhile: the next attempt makes its own.
    if (problem.status === 404 || problem.code === "wrong-state") onCase(undefined);
    throw problem.moved((pointer) =>
      pointer
        .replace(/^\/questions\/(\d+).*/, (_, at: string) => `/questions/${placeOf(given.questions, Number(at))}`)
        .replace(
          /^\/proposed_times\/(\d+).*/,
          (_, at: string) => `/proposed_times/${lineOf(given.proposed_times, Number(at))}`,
        ),
    );
  }
}

/** Each by itself: one who cannot be asked must not keep the others from being asked. */
async function askAll(id: string, experts: readonly Chosen[], key: string): Promise<string[]> {
  const uninvited: string[] = [];
  for (const each of experts) {
    try {
      await invite(id, { user_id: each.id, chair: each.chair }, `${key}-${each.id.slice(-12)}`);
    } catch {
      uninvited.push(each.name);
    }
  }
  return uninvited;
}
