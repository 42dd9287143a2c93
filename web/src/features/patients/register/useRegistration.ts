/** Registration: what is sent, and what the chain already knows about a document number. */
import { skipToken, useQuery } from "@tanstack/react-query";
import { client, told } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { type Submission, useSubmission } from "../../../api/submission";
import { plainNumber } from "./residentId";

type RegisterIn = components["schemas"]["RegisterIn"];

export type Checked = components["schemas"]["CheckedOut"];

/** The form's fields: what the two ways in need together. */
export type Registration = Omit<RegisterIn, "consents"> & {
  consents: RegisterIn["consents"];
  /** Asked only of somebody whom another store knows. */
  sharing?: boolean;
};

export interface Sent {
  given: Registration;
  elsewhere: boolean;
}

/** The number travels in the body and is the key of nothing that outlives the page. */
export function useNumberCheck(number: string) {
  return useQuery<Checked>({
    queryKey: ["post", "/api/patients/check", number],
    queryFn:
      number === ""
        ? skipToken
        : () => told(client.POST("/api/patients/check", { body: { document_number: number } })),
    gcTime: 0,
  });
}

/** A new patient of the chain, or the visit of one whom another store registered: never a second patient. */
export function useRegister(onDone: (id: string) => void): Submission<Sent, { id: string }> {
  return useSubmission(
    ({ given, elsewhere }, key) => {
      const params = { header: { "Idempotency-Key": key } };
      const name = given.name.trim();
      const reason = given.reason.trim();
      const document_number = plainNumber(given.document_number);
      if (elsewhere) {
        const body = { document_number, name, reason, sharing: given.sharing === true };
        return told(client.POST("/api/patients/attach", { params, body }));
      }
      const { sharing: _, ...person } = given;
      const body = { ...person, name, reason, document_number, address: given.address?.trim() || null };
      return told(client.POST("/api/patients", { params, body }));
    },
    ({ id }) => onDone(id),
  );
}
